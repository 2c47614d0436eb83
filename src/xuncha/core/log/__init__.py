"""The verifiable log: a tree over the record that lets anybody check what stands in it, and when it stood there.

Pure: bytes in, bytes out.  Read `tree` and `proofs` (RFC 6962 and 9162), then `entry` (what of an act goes in) and `batch`
(what outsiders see of it), then what is written about a tree: `tiles`, `note`, `checkpoint`, `cosignature`, `policy`,
`witness`, `proof_file`, each after its C2SP specification.  docs/log-format.md says all of it with an example.
"""
