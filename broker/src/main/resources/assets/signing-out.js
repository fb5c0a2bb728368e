// Goes on although a frame never finishes: with the refresh of the page itself, browsers wait for the slowest.
(function () {
  "use strict";
  var link = document.getElementById("go-on");
  setTimeout(function () {
    location.replace(link.href);
  }, 4000);
})();
