// Notes on the page what went over Streamlit's socket: when a run was last asked for, when one last began, and
// when anything last arrived. A run that was asked for and has not begun is seen nowhere on the page itself:
// between the end of one run and the beginning of the next it says that it does nothing.
(() => {
  const ASKED_FOR_A_RUN = 11; // BackMsg.rerun_script
  const A_RUN_BEGAN = 4; // ForwardMsg.new_session
  const traffic = { asked: 0, began: 0, arrived: 0, count: 0 };
  window.__traffic = traffic;

  // The numbers of the fields of a protobuf message, without reading what is in them.
  function fields(data) {
    const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
    const found = [];
    let at = 0;
    const varint = () => {
      let value = 0;
      for (let factor = 1; at < bytes.length; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) break;
      }
      return value;
    };
    while (at < bytes.length) {
      const tag = varint();
      found.push(Math.floor(tag / 8));
      if (tag % 8 === 0) varint();
      else if (tag % 8 === 2) {
        const length = varint();
        at += length;
      }
      else if (tag % 8 === 1) at += 8;
      else if (tag % 8 === 5) at += 4;
      else break;
    }
    return found;
  }

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data !== "string" && fields(data).includes(ASKED_FOR_A_RUN)) traffic.asked = ++traffic.count;
    return send.call(this, data);
  };
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => {
        traffic.arrived = performance.now();
        if (event.data instanceof ArrayBuffer && fields(event.data).includes(A_RUN_BEGAN)) traffic.began = ++traffic.count;
      });
    }
  };
})();
