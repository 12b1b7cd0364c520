//! What labels say for sample values, so that two languages and two versions can be compared.

/// What a label says for sample values, so that two of them can be compared.
pub(super) trait Sample {
    fn sample(self) -> String;
}

macro_rules! sample {
    ($($kind:ty: $label:ident => $text:expr;)*) => {
        $(impl Sample for $kind {
            fn sample(self) -> String {
                let $label = self;
                $text
            }
        })*
    };
}

// Counts are shown for none, one and two: that is where languages differ.
sample! {
    &'static str: label => label.to_owned();
    fn(&str) -> String: label => label("…");
    fn(&str, &str) -> String: label => label("…", "…");
    fn(usize) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(u64) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(i64) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(u16) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(usize, usize) -> String: label => label(2, 3);
    fn(&str, &str, &str) -> String: label => label("…", "…", "…");
    fn(usize, usize, usize) -> String: label => label(2, 3, 4);
    fn(usize, &str) -> String: label => [0, 1, 2].map(|n| label(n, "…")).join(" | ");
    fn(&str, usize) -> String: label => [0, 1, 2].map(|n| label("…", n)).join(" | ");
    fn(bool) -> String: label => [false, true].map(label).join(" | ");
}
