//! The words: Markdown of rules and servers as static data, and how it is filled with values.
