namespace Rollout.Browser.Tests.Kit;

/// <summary>What a page that is drawn can be measured for.</summary>
internal static class Measures
{
    /// <summary>Finds what is wider than the screen, words broken inside, targets under 24 pixels that stand alone, and more or fewer than one heading and one filled button.</summary>
    public const string Script = """
        () => {
          const wrong = [];
          const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0 && !e.closest('.vh, .skip');
          if (document.documentElement.scrollWidth > innerWidth) {
            const widest = [...document.querySelectorAll('body *')].filter(e => seen(e) && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 2);
            wrong.push(`is ${document.documentElement.scrollWidth - innerWidth} px too wide: ` + widest.map(e => e.outerHTML.slice(0, 100)).join(' | '));
          }
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode, parent = text.parentElement;
            if (parent.closest('script, style, svg, option, textarea, .any, .lead, dd') || !seen(parent)) continue;
            for (const word of text.data.matchAll(/[\p{L}\p{N}]{3,}/gu)) {
              const range = document.createRange();
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              const boxes = [...range.getClientRects()].filter(b => b.width > 0);
              if (boxes.some(b => Math.abs(b.top - boxes[0].top) > 4)) wrong.push(`breaks “${word[0]}”`);
            }
          }
          // A link in a sentence, in a cell or beside other text may be as high as its line (WCAG 2.5.8).
          for (const target of document.querySelectorAll('main :is(button, select, summary, textarea, .btn, input:not([type=hidden], [type=checkbox], [type=radio])), main nav a, .top a, .top button')) {
            const box = target.getBoundingClientRect();
            if (seen(target) && !target.closest('p:not(.btns, .act)') && (box.height < 24 || box.width < 24)) wrong.push(`has a target of ${Math.round(box.width)} × ${Math.round(box.height)}: ${target.outerHTML.slice(0, 100)}`);
          }
          for (const box of document.querySelectorAll('main input:is([type=checkbox], [type=radio])')) {
            const label = (box.closest('label') ?? box).getBoundingClientRect();
            if (seen(box) && (label.height < 24 || label.width < 24)) wrong.push(`has a box of ${Math.round(label.width)} × ${Math.round(label.height)}`);
          }
          const headings = [...document.querySelectorAll('h1')].filter(seen).length;
          if (headings !== 1) wrong.push(`has ${headings} h1`);
          const filled = [...document.querySelectorAll('main .btn:not(.alt, [disabled])')].filter(seen).length;
          if (filled > 1) wrong.push(`has ${filled} filled buttons`);
          return wrong;
        }
        """;
}
