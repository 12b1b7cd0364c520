//! Header fields: order, case and repeats are kept; look-ups ignore case.

/// The header fields of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headers(Vec<Header>);

/// One header line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// As recorded; compare without case (RFC 9110 §5.1).
    pub name: String,
    /// As recorded.
    pub value: String,
}

impl Headers {
    /// The value of the first line of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The values of all lines of that name, in order.
    pub fn all<'h, 'n>(&'h self, name: &'n str) -> impl Iterator<Item = &'h str> + use<'h, 'n> {
        self.0.iter().filter(move |h| h.name.eq_ignore_ascii_case(name)).map(|h| h.value.as_str())
    }

    /// Whether there is a line of that name.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether a line of that name has a comma-separated member `token`, without regard to case.
    pub fn lists(&self, name: &str, token: &str) -> bool {
        self.all(name).flat_map(|v| v.split(',')).any(|t| t.trim().eq_ignore_ascii_case(token))
    }

    /// Every line in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Header> {
        self.0.iter()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none. A browser that hides the headers gives none at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Header> for Headers {
    fn from_iter<I: IntoIterator<Item = Header>>(lines: I) -> Self {
        Headers(lines.into_iter().collect())
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Headers {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(lines: I) -> Self {
        lines.into_iter().map(|(name, value)| Header { name: name.into(), value: value.into() }).collect()
    }
}
