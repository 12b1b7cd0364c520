//! The languages, and which of them a reader wants.

use super::chinese;

/// The languages that the panel can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// The language tag (BCP 47) for `lang` attributes and for the kept setting.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        }
    }

    /// Its name, in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "简体中文",
        }
    }

    /// A span as [`Span::words`](crate::instant::Span::words) writes it, in this language. Any other
    /// text stays as it is.
    pub fn span(self, words: &str) -> String {
        match self {
            Language::English => words.to_owned(),
            Language::Chinese => chinese::units(words),
        }
    }

    /// The first of the reader's languages, best first, that the panel speaks; English if it speaks
    /// none. Traditional Chinese (`zh-TW`, `zh-Hant`) is another script and does not count.
    pub fn preferred<'t>(tags: impl IntoIterator<Item = &'t str>) -> Language {
        tags.into_iter().find_map(Language::of_tag).unwrap_or_default()
    }

    fn of_tag(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next() {
            Some("en") => Some(Language::English),
            Some("zh") if tag.contains("hans") || !parts.any(|p| matches!(p, "hant" | "tw" | "hk" | "mo")) => {
                Some(Language::Chinese)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_their_language() {
        for (english, chinese) in
            [("12 min", "12 分钟"), ("3.2 s", "3.2 秒"), ("2 h 5 min", "2 小时 5 分钟"), ("3 days", "3 天")]
        {
            assert_eq!(Language::English.span(english), english);
            assert_eq!(Language::Chinese.span(english), chinese);
        }
        for other in ["4:59", "", "12", "Bearer s", "5 apples", "2 h 5"] {
            assert_eq!(Language::Chinese.span(other), other);
        }
    }

    #[test]
    fn the_reader_s_first_known_language_is_chosen() {
        for (tags, language) in [
            ("", Language::English),
            ("zh-CN", Language::Chinese),
            ("zh", Language::Chinese),
            ("zh-Hans-HK,en", Language::Chinese),
            ("ZH_SG", Language::Chinese),
            ("de,zh-CN,en", Language::Chinese),
            ("en-GB,zh-CN", Language::English),
            ("zh-TW,en", Language::English),
            ("zh-Hant,zh-CN", Language::Chinese),
            ("zha", Language::English),
            ("fr", Language::English),
        ] {
            assert_eq!(Language::preferred(tags.split(',')), language, "{tags}");
        }
    }
}
