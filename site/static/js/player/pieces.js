/* Pieces of a film, and all of each. A very busy Chromium can answer the second request for a range out of its cache with
   the beginning alone, and call it all of it: what comes next would be read as its rest, and the film would break. */

/* `Loader` is one of hls.js. A piece that is shorter than what was asked for counts as lost on the way: it is fetched again. */
export const wholePieces = (Loader) => class extends Loader {
  load(context, config, callbacks) {
    const length = (context.rangeEnd ?? 0) - (context.rangeStart ?? 0);
    const onSuccess = (response, stats, asked, details) => {
      if (response.data.byteLength >= length) callbacks.onSuccess(response, stats, asked, details);
      else callbacks.onError({ code: 206, text: "A part of the piece is missing" }, asked, details, stats);
    };
    super.load(context, config, { ...callbacks, onSuccess });
  }
};
