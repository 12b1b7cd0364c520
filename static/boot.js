// Starts the compiled panel. A file of its own, because extension pages may run no inline script.
import init from './panel.js';

try {
  // The words of labels, causes and servers are data beside the module: they are as large as the code.
  const file = (name) => fetch(new URL(name, import.meta.url));
  const module = file('./panel_bg.wasm'); // both are fetched at once
  const words = await file('./words.json');
  if (!words.ok) throw new Error(`words.json: ${words.status}`);
  globalThis.latchkeyWords = await words.text();
  await init({ module_or_path: module });
  document.getElementById('starting')?.remove();
} catch (error) {
  // A Rust panic shows its own screen; this is for a module that could not be loaded at all.
  const message = document.createElement('p');
  message.textContent = `Latchkey could not start: ${error}. Load the page again; if that does not help, install the extension again.`;
  document.getElementById('starting')?.remove();
  document.body.append(message);
  throw error;
}
