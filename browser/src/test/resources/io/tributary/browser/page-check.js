// Returns sentences about what is wrong with the page that is open.
() => {
  const faults = [];
  const must = (holds, sentence) => holds || faults.push(sentence);
  const shown = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });

  must(document.documentElement.lang, 'the document names no language');
  must(document.title.trim(), 'the document has no title');
  must(document.querySelectorAll('h1').length === 1, `${document.querySelectorAll('h1').length} h1`);
  must(document.querySelectorAll('main').length === 1, 'not one main');
  must(!document.querySelector('[style], style'), 'inline style');
  must(!document.querySelector('script:not([src]), script[type]'), 'a script in the page, or a module');
  const levels = [...document.querySelectorAll('main h1, main h2, main h3, main h4, main h5, main h6')].map(heading => Number(heading.tagName[1]));
  must(levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1), `headings go ${levels}`);
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  must(new Set(ids).size === ids.length, 'an id stands twice');
  for (const element of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    for (const attribute of ['aria-describedby', 'aria-labelledby']) {
      for (const id of (element.getAttribute(attribute) ?? '').split(' ').filter(Boolean)) {
        must(document.getElementById(id), `${attribute} names ${id}, which is not there`);
      }
    }
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    must(field.labels.length > 0 && field.labels[0].innerText.trim(), `${field.name} has no label`);
  }
  for (const active of document.querySelectorAll('a[href], button')) {
    must(active.innerText.trim() || active.getAttribute('aria-label'), 'a link or button without a name');
  }
  for (const image of document.querySelectorAll('img')) {
    must(image.hasAttribute('alt'), `${image.src} has no alt`);
  }

  // Colours as the canvas understands them: red, green, blue, opacity from 0 to 1.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colour = text => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map(value => value / 255);
  };
  const over = (front, back) => [0, 1, 2].map(i => front[i] * front[3] + back[i] * (1 - front[3])).concat(1);
  const luminance = rgb => {
    const [r, g, b] = rgb.map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const canvasColour = colour(matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#fff');
  const ground = element => {
    if (!element) return canvasColour;
    return over(colour(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  };
  const opacity = element =>
    element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
  const check = (element, text, style) => {
    const back = ground(element);
    const ink = colour(style.color);
    ink[3] *= opacity(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const got = contrast(over(ink, back), back);
    must(got >= (large ? 3 : 4.5), `“${text.trim().slice(0, 40)}” has contrast ${got.toFixed(2)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && shown(element) && element.tagName !== 'OPTION') {
      check(element, walker.currentNode.data, getComputedStyle(element));
    }
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    check(field, field.name, getComputedStyle(field));
  }
  return [...new Set(faults)];
}
