// What the pages use of the Maps JavaScript API, drawn as plain elements; served where Google's script is asked for.
(() => {
  class Map {
    constructor(frame, options) {
      this.frame = frame;
      globalThis.mapOptions = options;
      // The real one puts styles with the page's nonce and pictures as data: addresses into the page.
      const style = document.createElement('style');
      style.nonce = document.querySelector('style[nonce], link[nonce]').nonce;
      style.textContent = '.google-stand-in { color: rgb(1, 2, 3) }';
      document.head.append(style);
      const picture = new Image();
      picture.src = 'data:image/gif;base64,R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs=';
      picture.alt = '';
      frame.append(picture);
    }
    fitBounds(bounds) {
      globalThis.mapBounds = bounds.points;
    }
  }
  class LatLngBounds {
    points = [];
    extend(point) {
      this.points.push(point);
    }
  }
  class Marker {
    constructor({ map, position, title, label }) {
      this.element = document.createElement('button');
      this.element.className = 'google-stand-in';
      this.element.title = title;
      this.element.textContent = label?.text ?? '';
      this.element.dataset.position = `${position.lat},${position.lng}`;
      map.frame.append(this.element);
    }
    addListener(event, handler) {
      this.element.addEventListener(event, handler);
    }
  }
  class InfoWindow {
    element = document.createElement('div');
    setContent(content) {
      this.element.replaceChildren(content);
    }
    open({ map }) {
      map.frame.append(this.element);
    }
  }
  globalThis.google = { maps: { Map, Marker, InfoWindow, LatLngBounds } };
  globalThis[new URL(document.currentScript.src).searchParams.get('callback')]();
})();
