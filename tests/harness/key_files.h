// A collection key made for tests, as files of others have it: by age-keygen, locked by `age -p` (which asks
// for the work of 256 MiB), and locked by the age-encryption of the desk page with the least work.
#pragma once

#define KEY_PHRASE "nuage-9-tambour"
#define KEY_IDENTITY "AGE-SECRET-KEY-13VSDXWCFK8Q27UR2D032TSH32K5L5R5ZXLE083MV8UK5VKKSKEHQDFSN0X"

static const char key_plain[] =
    "# created: 2026-11-28T15:33:51Z\n"
    "# public key: age1sucvckqk8yutmwem69w9dqswahcwrmcs6ax7e88w8cz4w29zp54sjjepus\n"
    "AGE-SECRET-KEY-13VSDXWCFK8Q27UR2D032TSH32K5L5R5ZXLE083MV8UK5VKKSKEHQDFSN0X\n";

static const char key_locked_by_age[] = "-----BEGIN AGE ENCRYPTED FILE-----\n"
                                        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBKVFE5R1R5eHJMTXRWcVIz\n"
                                        "YmUzQ0hnIDE4CktMQURhV29BVVJkYVdXK3R4YXhMcit1dG4zZUpzU0ZBRnIyNE4v\n"
                                        "VTJQMFUKLS0tIGkrUVJWaVM2OWJ3OHFxWkhJRUlBbzZvRUtGRFhJVGF0c2NKcllY\n"
                                        "dmhEVXMKv3rCkcHh05UyFgEbsLBqSFDZ6FOXX9CnIFMHwcejuOtllwuHuowQ4o3d\n"
                                        "/83RxPGQ/cW5y/jpLN+ORiyEWiAYZAnNM1XLilfzpNoAPLulOiYF3s9dmlkT5xmS\n"
                                        "H0Fl9uFSwaWCzh+zWUqC5kv8VdBX8DQTDqE2VCKVgekLgUbyCe8WiuebGwmf5LVF\n"
                                        "YWL9PAYbGX9WUe5b/l+QR6aQlj7N+JXmbBWQuD7+vUs9rypwgF7ZNfO5I2vvMAhA\n"
                                        "h9mh8Usi5bmoHDtANo9iOrRhug2fqX7nSZ5fhtzo\n"
                                        "-----END AGE ENCRYPTED FILE-----\n";

static const char key_locked[] = "-----BEGIN AGE ENCRYPTED FILE-----\n"
                                 "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBPS2VJVTU4MUoydllEK21X\n"
                                 "ZU8zU1BRIDgKZDZMc3lzUUtVcjlYdGsvWllNRmVHMHFRNEsxN015Z1JFZFlERjVy\n"
                                 "SFZFcwotLS0gdW5JcUNDVzc2YXZEaGo2NXRQa1RaT25menZ1S2dTTGJITTI4dE5H\n"
                                 "YmNrSQq2vgyEqg6DDONiL+dFN9wT/4W9qVu0FGX97NSHKIf2NZyPkKluAAD11HQ/\n"
                                 "10ESCTz4OIHD8ytgYpOaxmBOynCMVIC+AHcblSX4YWMdFytQtqk//beGTSbdSv/K\n"
                                 "1TFQlFATTRWnN4OvgMnq+oYCugbevjNJrJIOU7wUhZC+CQDoKfJs+OePEY2hE3Qw\n"
                                 "o1v5pRcnpOfId4R3dIj0bE/wDwivH+AjCGTuCIo0/BrG0ogu4eBF5gIXzCQgdBxo\n"
                                 "TsP0coxhGUo+vMi2KQ5FxYKi+IgaYdp+uQLjwBA=\n"
                                 "-----END AGE ENCRYPTED FILE-----\n";
