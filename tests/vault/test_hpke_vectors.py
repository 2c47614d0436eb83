"""The library seals as the standard says: published vectors of RFC 9180's base mode, for the suite of the profile."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

INFO, TEXT, AAD = b"Ode on a Grecian Urn", b"Beauty is truth, truth beauty", b"Count-0"
VECTORS = {
    "rfc9180-a.1.1": (
        AEAD.AES_128_GCM,
        "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    ),
    "rfc9180-a.2.1": (
        AEAD.CHACHA20_POLY1305,
        "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
    ),
    "cfrg-aes-256-gcm": (  # the suite of the profile `intl`
        AEAD.AES_256_GCM,
        "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d",
        "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256",
        "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a",
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_a_published_message_opens_and_one_that_was_touched_does_not(name: str) -> None:
    aead, private, enc, sealed = VECTORS[name]
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, aead)
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    whole = bytes.fromhex(enc + sealed)
    opened = (
        openssl.hpke._decrypt_with_aad
    )  # the vectors bind a text of their own, which the public call leaves empty
    assert opened(suite, whole, key, info=INFO, aad=AAD) == TEXT
    with pytest.raises(InvalidTag):
        opened(suite, whole[:-1] + bytes([whole[-1] ^ 1]), key, info=INFO, aad=AAD)
