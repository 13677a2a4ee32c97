/**
 * A certificate for 127.0.0.1 that no authority signed, and its key, which protects nothing: made with
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=127.0.0.1`.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYbHfnnZ4EBSvSD5k
Jvnd6mNRW8WMwJ38mJOtUFWAw5ahRANCAARQxL6F1RSeM3f8jUAFbiJIcvJMvPDz
Rzi8unpuwzNZq3OlT1BPDKuT+3C6Moz/qQLlGMStcY7WvgepHeevCxLM
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUHyT/GQbW9EvraE8Ylhq+31awULkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNDIzMjkzOVoYDzIxMjYxMDMx
MjMyOTM5WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARQxL6F1RSeM3f8jUAFbiJIcvJMvPDzRzi8unpuwzNZq3OlT1BPDKuT
+3C6Moz/qQLlGMStcY7WvgepHeevCxLMo2QwYjAdBgNVHQ4EFgQUnADJFtdE08Vt
BraDM+NIrf1qGmYwHwYDVR0jBBgwFoAUnADJFtdE08VtBraDM+NIrf1qGmYwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IGTJbEHQmZ4Ge/NciEctW3xiimajUrr4HXxtg2MU/1NZAiEA8wUYm3k1Cvr6OzfJ
Tms5b/uOpcGJDIRdA/T9ZfxuBZs=
-----END CERTIFICATE-----
`,
} as const;
