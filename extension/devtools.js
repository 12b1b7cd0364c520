chrome.devtools.panels.create('Latchkey', '', 'panel.html');
