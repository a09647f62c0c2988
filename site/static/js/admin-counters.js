/* Counts the characters of a headline and a standfirst while they are written: “62 · 45–95”.
   A panel asks for it with data-newsroom-count="45-95". */
const count = (panel) => {
  if (panel.querySelector('.newsroom-count')) return;
  const field = panel.querySelector('input[type="text"], textarea');
  if (!field) return;
  const [least, most] = panel.dataset.newsroomCount.split('-').map(Number);
  const output = document.createElement('output');
  output.className = 'newsroom-count';
  output.htmlFor.add(field.id);
  panel.prepend(output);
  const show = () => {
    // Characters as a reader counts them: “й” in two code points is one.
    const length = [...field.value.trim().normalize('NFC')].length;
    output.textContent = `${length} · ${least}–${most}`;
    output.dataset.state = length > most ? 'long' : length >= least ? 'good' : 'short';
  };
  field.addEventListener('input', show);
  field.addEventListener('change', show);
  show();
};

const countAll = () => document.querySelectorAll('[data-newsroom-count]').forEach(count);
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', countAll);
else countAll();
