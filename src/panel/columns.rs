//! Which columns the list shows, and how wide they are.

use super::model::Column;

/// The smallest and the largest width of a column, in pixels.
pub const RANGE: (u16, u16) = (40, 400);

/// The columns of the list. The path has no width: it takes what the others leave, and it is always shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// In the order of [`Column::ALL`], in pixels.
    width: [u16; 6],
    hidden: [bool; 6],
}

impl Default for Columns {
    fn default() -> Self {
        Columns { width: [76, 70, 0, 150, 340, 68], hidden: [false; 6] }
    }
}

impl Columns {
    /// How wide a column is, in pixels.
    pub fn width(&self, column: Column) -> u16 {
        self.width[at(column)]
    }

    /// Makes a column this wide, as far as [`RANGE`] allows.
    pub fn set_width(&mut self, column: Column, width: u16) {
        if column != Column::Path {
            self.width[at(column)] = width.clamp(RANGE.0, RANGE.1);
        }
    }

    /// Whether a column is shown.
    pub fn shows(&self, column: Column) -> bool {
        !self.hidden[at(column)]
    }

    /// Shows or hides a column.
    pub fn show(&mut self, column: Column, on: bool) {
        self.hidden[at(column)] = !on && column != Column::Path;
    }

    /// `status:76 method:66 host:-150 …`; a minus hides.
    pub fn to_text(self) -> String {
        let each = Column::ALL.map(|c| {
            let minus = if self.shows(c) { "" } else { "-" };
            format!("{}:{minus}{}", c.id(), self.width(c))
        });
        each.join(" ")
    }

    /// Reads what [`Columns::to_text`] wrote. What it does not know is left as it is by default.
    pub fn of_text(text: &str) -> Self {
        let mut columns = Columns::default();
        for (name, value) in text.split_whitespace().filter_map(|part| part.split_once(':')) {
            let Some(column) = Column::of(name) else { continue };
            let digits = value.trim_start_matches('-');
            if let Ok(width) = digits.parse() {
                columns.set_width(column, width);
                columns.show(column, digits.len() == value.len());
            }
        }
        columns
    }

    /// The widths as CSS variables.
    pub fn style(self) -> String {
        Column::ALL.map(|c| format!("--w-{}:{}px", c.id(), self.width(c))).join(";")
    }

    /// The names of the hidden columns.
    pub fn hidden(self) -> String {
        let names = Column::ALL.into_iter().filter(|c| !self.shows(*c)).map(Column::id);
        names.collect::<Vec<_>>().join(" ")
    }
}

fn at(column: Column) -> usize {
    Column::ALL.iter().position(|c| *c == column).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_kept_as_text() {
        let mut columns = Columns::default();
        columns.set_width(Column::Host, 9_999);
        columns.set_width(Column::Status, 1);
        columns.show(Column::Time, false);
        columns.show(Column::Path, false);
        assert!(columns.shows(Column::Path), "without a path a row says nothing");
        assert_eq!(Columns::of_text(&columns.to_text()), columns);
        assert_eq!(columns.hidden(), "time");
        assert!(columns.style().contains("--w-host:400px;") && columns.style().contains("--w-status:40px;"));
        for nonsense in ["", "host", "host:", "host:-", "host:abc price:12 :", "host:99999999999"] {
            assert_eq!(Columns::of_text(nonsense), Columns::default(), "{nonsense}");
        }
    }
}
