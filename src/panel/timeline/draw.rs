//! The outlines of dots and marks: one path for all of a kind.

use super::model::MarkKind;
use super::scene::Scene;
use crate::finding::Verdict;
use crate::panel::format;

/// The name of what is muted, beside those of [`format::icon`].
pub const MUTED: &str = "muted";

/// For each kind of verdict its name, as [`format::icon`] has it, and the outline of all its dots; what is muted is a
/// kind of its own.
pub fn dots(scene: &Scene) -> Vec<(&'static str, String)> {
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    for found in &scene.dots {
        let name = if found.muted { MUTED } else { format::icon(found.verdict, found.hint) };
        let at = paths.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
            paths.push((name, String::new()));
            paths.len() - 1
        });
        if let Some((_, path)) = paths.get_mut(at) {
            let shape = (!found.muted).then_some((found.verdict, found.hint));
            dot(path, found.x, found.y, shape, found.count);
        }
    }
    paths
}

/// For each kind of mark the lines of all its marks.
pub fn flags(scene: &Scene, kind: MarkKind) -> String {
    let mut path = String::new();
    for found in scene.flags.iter().filter(|f| f.kind == kind) {
        flag(&mut path, found.x, found.y, kind);
    }
    path
}

/// The outline of a dot, larger where it stands for several; `None` is what is muted.
pub fn dot(path: &mut String, x: i32, y: i32, verdict: Option<(Verdict, bool)>, count: usize) {
    let r = match count {
        0..=1 => 3,
        2..=19 => 4,
        _ => 5,
    };
    let shape: &[(&str, &[i32])] = match verdict {
        // A bar that stands.
        None => &[("M", &[x - 1, y - r]), ("h", &[2]), ("v", &[2 * r]), ("h", &[-2]), ("z", &[])],
        // A square on its corner.
        Some((Verdict::Failure, _)) => {
            &[("M", &[x, y - r - 1]), ("l", &[r + 1, r + 1, -r - 1, r + 1, -r - 1, -r - 1]), ("z", &[])]
        }
        // A triangle that points up.
        Some((Verdict::Recovered, _)) => &[("M", &[x, y - r]), ("l", &[r + 1, 2 * r, -2 * r - 2, 0]), ("z", &[])],
        // A square.
        Some((Verdict::Expected, _)) => {
            &[("M", &[x - r, y - r]), ("h", &[2 * r]), ("v", &[2 * r]), ("h", &[-2 * r]), ("z", &[])]
        }
        // A dash.
        Some((Verdict::Noise, _)) => {
            &[("M", &[x - r, y - 1]), ("h", &[2 * r]), ("v", &[2]), ("h", &[-2 * r]), ("z", &[])]
        }
        // A triangle that points down.
        Some((Verdict::Ok, true)) => &[("M", &[x, y + r]), ("l", &[-r - 1, -2 * r, 2 * r + 2, 0]), ("z", &[])],
        // A disc.
        Some((Verdict::Ok, false)) => {
            &[("M", &[x - r, y]), ("a", &[r, r, 0, 1, 0, 2 * r, 0]), ("a", &[r, r, 0, 1, 0, -2 * r, 0]), ("z", &[])]
        }
    };
    write(path, shape);
}

/// The lines of a mark, in a square of ten pixels.
pub fn flag(path: &mut String, x: i32, y: i32, kind: MarkKind) {
    let turn: &[(&str, &[i32])] =
        &[("M", &[x + 4, y - 1]), ("a", &[4, 4, 0, 1, 0, 0, 3]), ("M", &[x + 4, y - 5]), ("v", &[4]), ("h", &[-4])];
    let wall: &[(&str, &[i32])] = &[("M", &[x + 4, y - 5]), ("v", &[10])];
    match kind {
        MarkKind::Refresh => write(path, turn),
        MarkKind::RefreshRefused => {
            write(path, turn);
            write(path, &[("M", &[x - 5, y + 5]), ("l", &[10, -10])]);
        }
        MarkKind::SignIn => {
            write(path, wall);
            write(path, &[("M", &[x - 5, y]), ("h", &[7]), ("m", &[-3, -3]), ("l", &[3, 3, -3, 3])]);
        }
        MarkKind::SignOut => {
            write(path, &[("M", &[x - 4, y - 5]), ("v", &[10])]);
            write(path, &[("M", &[x - 2, y]), ("h", &[7]), ("m", &[-3, -3]), ("l", &[3, 3, -3, 3])]);
        }
    }
}

fn write(path: &mut String, shape: &[(&str, &[i32])]) {
    for (command, numbers) in shape {
        path.push_str(command);
        for number in *numbers {
            path.push_str(&number.to_string());
            path.push(' ');
        }
    }
}
