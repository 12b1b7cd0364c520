//! The keys of the list.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::panel::focus;
use crate::panel::model::Line;
use crate::panel::state::Panel;

/// Walks the list by keyboard.
pub fn walk(panel: Panel, height: f64, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let length = panel.with_model(|m| m.len());
    let cursor = panel.cursor.get_untracked();
    let at = cursor.and_then(|line| panel.with_model(|m| m.position(line)));
    let page = (height / panel.settings.row.get_untracked()) as usize;
    let last = length.saturating_sub(1);
    // After the details were closed, the first arrow goes back to where the list was left.
    let back = panel.left_at().filter(|_| at.is_none()).and_then(|line| panel.with_model(|m| m.position(line)));
    let to = match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if back.is_some() => back.unwrap_or_default(),
        "ArrowDown" => at.map_or(0, |at| (at + 1).min(last)),
        "ArrowUp" => at.map_or(last, |at| at.saturating_sub(1)),
        "Home" => 0,
        "End" => last,
        "PageDown" => at.map_or(page, |at| at + page).min(last),
        "PageUp" => at.map_or(0, |at| at.saturating_sub(page)),
        "ArrowRight" | "ArrowLeft" => {
            event.prevent_default();
            let open = event.key() == "ArrowRight";
            match cursor {
                Some(Line::Group(group)) => panel.fold(group, open, false),
                Some(Line::Entry(id)) if !open => {
                    if let (true, Some(group)) = (panel.options(|o| o.grouped), panel.with_model(|m| m.cluster_of(id)))
                    {
                        panel.cursor.set(Some(Line::Group(group)));
                    }
                }
                _ => {}
            }
            return;
        }
        // As a click does, Enter reads what a line says, a heading's cause, too; the space bar folds, as a double click does.
        key @ ("Enter" | " ") => {
            event.prevent_default();
            match cursor {
                Some(Line::Group(group)) if key == " " => panel.toggle(group),
                Some(Line::More(group)) => panel.fold(group, true, true),
                Some(_) => {
                    panel.opened.set(true);
                    focus::to("detail");
                }
                None => {}
            }
            return;
        }
        "n" => {
            event.prevent_default();
            panel.go_to_new();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(line) = panel.with_model(|m| m.line(to)) {
        panel.cursor.set(Some(line));
    }
}
