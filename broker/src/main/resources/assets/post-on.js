// Sends the only form of the page. By the prototype: a field could be named "submit".
(function () {
  "use strict";
  HTMLFormElement.prototype.submit.call(document.forms[0]);
})();
