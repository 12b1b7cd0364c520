//! Who answered, and who asked: one Markdown file per server, framework or way to make a request,
//! with what shows it and how each remedy is done there.

mod answerer;

pub use answerer::{Answerer, Layer, answerer, seen};

use std::sync::OnceLock;

use serde_json::Value;

use crate::text::{Remedy, ServerText, stored};

macro_rules! servers {
    ($($name:ident)*) => {
        /// Every known server, nearest to the application first; then the ways to make a request.
        pub static SERVERS: &[&ServerText] = &[$({
            #[allow(unused_imports)]
            use crate::text::{Block, Remedy, ServerText, Word};
            static TEXT: ServerText = include!(concat!(env!("OUT_DIR"), "/servers/", stringify!($name), ".rs"));
            &TEXT
        }),*];
    };
}

servers! {
    postgrest
    hasura
    firebase
    keycloak
    auth0
    okta
    entra
    github
    gitlab
    verdaccio
    docker_registry
    kubernetes
    wordpress
    jenkins
    minio
    gcs
    s3
    azure_blob
    phoenix
    django_rest_framework
    django
    fastapi
    flask
    fastify
    nestjs
    next_js
    vite
    webpack_dev_server
    express
    rails
    laravel
    symfony
    spring
    quarkus
    servlet
    asp_net_core
    gin
    go
    envoy
    kong
    aws_api_gateway
    aws_alb
    azure_apim
    azure_app_service
    google_iap
    traefik
    haproxy
    nginx
    caddy
    apache
    iis
    http_sys
    fastly
    varnish
    cloudflare
    cloudfront
    akamai
    azure_front_door
    vercel
    netlify
    squid

    axios
    angular
    ky
    fetch
    xhr
}

/// The words of a server.
pub fn text(id: &str) -> Option<&'static ServerText> {
    all().find(|s| s.id == id)
}

/// What answers are known by: the layers, and the ids and names of servers.
pub fn answerers() -> impl Iterator<Item = &'static str> {
    let servers = all().filter(|server| !makes_requests(server));
    Layer::ALL.into_iter().map(Layer::id).chain(servers.flat_map(|server| [server.id, server.name]))
}

/// Whether it makes requests, as a library of the page does, and never answers any.
pub fn makes_requests(server: &ServerText) -> bool {
    server.layer == answerer::PAGE
}

/// How a remedy is done on one server.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The server.
    pub server: &'static ServerText,
    /// What to do there.
    pub remedy: &'static Remedy,
    /// Whether the exchange shows it: as what answered, on the way, or as what asked.
    pub seen: bool,
}

/// How a remedy is done on each server that knows it: first on those of [`seen`], in their order, then
/// on the others.
pub fn remedies(remedy: &str, seen: &[&ServerText]) -> Vec<Known> {
    let place = |server: &ServerText| seen.iter().position(|s| s.id == server.id);
    let mut known: Vec<Known> = all()
        .filter_map(|server| {
            let remedy = server.remedies.iter().find(|r| r.id == remedy)?;
            Some(Known { server, remedy, seen: place(server).is_some() })
        })
        .collect();
    crate::sorted::by_key(&mut known, |k| place(k.server).unwrap_or(usize::MAX));
    known
}

/// Every server's words as JSON, for [`load`].
pub fn to_json() -> Value {
    SERVERS.iter().map(|server| stored::server_to_json(server)).collect()
}

/// Takes the words that were not compiled in (without the feature `words`). Only the first call counts.
pub fn load(words: &Value) {
    LOADED.get_or_init(|| {
        let of = |id: &str| words.as_array().into_iter().flatten().find(|w| w["id"] == id);
        SERVERS.iter().map(|head| of(head.id).map_or(**head, |w| stored::server_from_json(w, head))).collect()
    });
}

static LOADED: OnceLock<Vec<ServerText>> = OnceLock::new();

fn all() -> impl Iterator<Item = &'static ServerText> {
    let loaded = LOADED.get().map_or(&[][..], Vec::as_slice);
    let compiled = if loaded.is_empty() { SERVERS } else { &[] };
    loaded.iter().chain(compiled.iter().copied())
}
