//! Packages on Debian and Ubuntu, where apt is the shortest way to a browser.

use crate::paths::on_path;
use crate::step::{Failure, Result, output, run};
use std::process::Command;

/// Installs `packages` with apt; elsewhere, or without the right to, fails with `remedy`.
pub fn install(packages: &[&str], remedy: &str) -> Result<()> {
    let Some(apt) = on_path(&["apt-get"]) else {
        return Err(Failure::new(
            format!("this system has no apt-get to install {} with", packages.join(", ")),
            remedy,
        ));
    };
    let root = is_root();
    if !root && on_path(&["sudo"]).is_none() {
        return Err(Failure::new(
            format!("installing {} needs root, and there is no sudo", packages.join(", ")),
            remedy,
        ));
    }
    let apt_get = |arguments: &[&str]| {
        let mut command = if root {
            Command::new(&apt)
        } else {
            // -n: never ask for a password in the middle of a build.
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive"]).arg(&apt);
            sudo
        };
        // Another apt may be running: wait for its lock instead of failing.
        command
            .args(["-q", "-y", "-o", "DPkg::Lock::Timeout=300"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let by_hand = format!("run `sudo apt-get install {}`, or {remedy}", packages.join(" "));
    let wanted = [&["install", "--no-install-recommends"], packages].concat();
    // Usually the package lists are there; only a machine without them needs the slower update first.
    if run(&mut apt_get(&wanted), "").is_ok() {
        return Ok(());
    }
    run(&mut apt_get(&["update"]), &by_hand)?;
    run(&mut apt_get(&wanted), &by_hand)
}

/// True when apt offers `package` as a real Debian package. (Ubuntu's `chromium-browser` is only a pointer to a snap, which
/// cannot read extensions outside the home folder's visible part.)
pub fn is_debian_package(package: &str) -> bool {
    let offered = || output(Command::new("apt-cache").args(["policy", package]), "").unwrap_or_default();
    let real = |policy: &str| {
        policy.contains("Candidate:") && !policy.contains("Candidate: (none)") && !policy.contains("snap")
    };
    // A machine whose package lists were never fetched knows no candidate; the installation fetches them.
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    real(&offered()) || release.lines().any(|line| line == "ID=debian")
}

/// True for root on a Unix system.
pub fn is_root() -> bool {
    cfg!(unix) && output(Command::new("id").arg("-u"), "").is_ok_and(|id| id.trim() == "0")
}
