//! Who answered: one Markdown file per server or framework, with what shows it and how each remedy
//! is done there.

mod answerer;

pub use answerer::{Answerer, Layer, answerer};

use crate::text::{Remedy, ServerText};

macro_rules! servers {
    ($($name:ident)*) => {
        /// Every known server, nearest to the application first.
        pub static SERVERS: &[&ServerText] = &[$({
            #[allow(unused_imports)]
            use crate::text::{Block, Remedy, ServerText, Word};
            static TEXT: ServerText = include!(concat!(env!("OUT_DIR"), "/servers/", stringify!($name), ".rs"));
            &TEXT
        }),*];
    };
}

servers! {
    django_rest_framework
    django
    fastapi
    flask
    nestjs
    fastify
    next_js
    vite
    webpack_dev_server
    express
    rails
    laravel
    symfony
    spring
    quarkus
    asp_net_core
    phoenix
    gin
    go
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
    s3
    azure_blob
    gcs
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
    varnish
    cloudflare
    cloudfront
    akamai
    fastly
    azure_front_door
    vercel
    netlify
    squid
}

/// The words of a server.
pub fn text(id: &str) -> Option<&'static ServerText> {
    SERVERS.iter().copied().find(|s| s.id == id)
}

/// How a remedy is done on each server that knows it.
pub fn remedies(remedy: &str) -> impl Iterator<Item = (&'static ServerText, &'static Remedy)> {
    SERVERS.iter().copied().filter_map(move |s| s.remedies.iter().find(|r| r.id == remedy).map(|r| (s, r)))
}
