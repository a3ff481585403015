// Leaves of a page the first text of each look (its colours, what is behind it, its size and weight) and what
// holds it. Whether a text can be read is decided by its look: the rules that judge colours cost 7 s for the
// 12,000 elements of a county's page, nearly all of which look like another.
() => {
  const behind = new Map([[null, ""]]);
  const lookBehind = part => {
    if (!behind.has(part)) {
      const style = getComputedStyle(part);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity].join(" ");
      const above = lookBehind(part.parentElement);
      behind.set(part, own === "rgba(0, 0, 0, 0) none 1" ? above : `${own} > ${above}`);
    }
    return behind.get(part);
  };
  const looks = new Set();
  const kept = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const part = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !part.checkVisibility()) continue;
    const style = getComputedStyle(part);
    const look = [
      style.color, style.fill, style.fontSize, style.fontWeight, style.fontStyle, style.textShadow,
      style.textDecorationLine, part.closest("a") !== null, lookBehind(part),
    ].join("|");
    if (looks.has(look)) continue;
    looks.add(look);
    for (let holds = part; holds; holds = holds.parentElement) kept.add(holds);
  }
  const whole = "section, details, figure, table, tbody, tr, ul, ol, dl, li, dt, dd, svg";
  for (const part of document.body.querySelectorAll(whole)) {
    if (!kept.has(part) && kept.has(part.parentElement)) part.remove();
  }
  return looks.size;
}
