/* Small pictures of any moment, shown while seeking: a WebVTT file whose cues name a part of a sheet
   (“storyboard.webp#xywh=160,0,160,90”, https://www.w3.org/TR/media-frags/). Fetched when it is first wanted. */

const seconds = (time) => time.split(":").reduce((sum, part) => sum * 60 + +part, 0);

function parse(text, base) {
  return [...text.matchAll(/([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n(\S+?)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/g)]
    .map(([, start, end, sheet, x, y, width, height]) => ({
      start: seconds(start), end: seconds(end), sheet: new URL(sheet, base).href,
      x: +x, y: +y, width: +width, height: +height,
    }));
}

export class Storyboard {
  constructor(address) {
    this.address = address;
    this.tiles = null;
  }

  /* Shows the tile of this second in the element; hides it while there is none. */
  show(element, time, width) {
    this.tiles ??= this.#fetch();
    this.tiles.then((tiles) => {
      const tile = tiles.findLast((one) => one.start <= time);
      element.hidden = !tile;
      if (!tile) return;
      const scale = width / Math.max(tile.width, tile.height);
      Object.assign(element.style, {
        width: `${tile.width}px`, height: `${tile.height}px`, zoom: scale,
        backgroundImage: `url("${tile.sheet}")`, backgroundPosition: `${-tile.x}px ${-tile.y}px`,
      });
    });
  }

  async #fetch() {
    if (!this.address) return [];
    try {
      const base = new URL(this.address, document.baseURI);
      const response = await fetch(base);
      return response.ok ? parse((await response.text()).replaceAll("\r\n", "\n"), base) : [];
    } catch {
      return [];
    }
  }
}
