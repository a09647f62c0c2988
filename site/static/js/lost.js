/* Where a search field stands on another page: its suggestions lead away. */

import { setUp } from "./suggest.js";

setUp((href) => location.assign(href));
