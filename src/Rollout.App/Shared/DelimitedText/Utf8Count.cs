namespace Rollout.App.Shared.DelimitedText;

/// <summary>Counts the evidence for and against UTF-8 over all bytes of a file. Call <see cref="Add"/> for each block, then <see cref="End"/>.</summary>
internal sealed class Utf8Count
{
    private readonly byte[] _begun = new byte[4];
    private int _begunLength;
    private int _expected;

    private long _plausible;
    private long _odd;
    private long _stray;
    private long _undefined;
    private bool _cutOff;

    public bool HasNul { get; private set; }

    /// <summary>Whether all bytes are well-formed UTF-8.</summary>
    public bool IsUtf8 => _stray == 0 && !_cutOff;

    /// <summary>Whether there are bytes undefined in Windows-1252.</summary>
    public bool HasUndefined => _undefined > 0;

    /// <summary>
    /// Not UTF-8 throughout, but with sequences that only UTF-8 produces. A pair such as <c>É’</c> can be genuine Windows-1252, so pairs of letters that are
    /// unlikely here count only when they outnumber the stray bytes.
    /// </summary>
    public bool LooksLikeBrokenUtf8 => !IsUtf8 && (_plausible > 0 || _odd > _stray) && _undefined <= _plausible + _odd;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        HasNul |= bytes.Contains((byte)0);
        while (!bytes.IsEmpty)
        {
            if (_begunLength == 0)
            {
                var next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (next < 0)
                {
                    return;
                }

                bytes = bytes[next..];
            }

            Take(bytes[0]);
            bytes = bytes[1..];
        }
    }

    public void End()
    {
        _cutOff = _begunLength > 0;
        for (var i = 0; i < _begunLength && _plausible == 0; i++)
        {
            _undefined += IsUndefined(_begun[i]) ? 1 : 0;
        }
    }

    private void Take(byte b)
    {
        if (_begunLength > 0)
        {
            if (Continues(b))
            {
                _begun[_begunLength++] = b;
                if (_begunLength == _expected)
                {
                    Complete();
                }

                return;
            }

            for (var i = 0; i < _begunLength; i++)
            {
                Stray(_begun[i]);
            }

            _begunLength = 0;
        }

        _expected = b switch { >= 0xC2 and <= 0xDF => 2, >= 0xE0 and <= 0xEF => 3, >= 0xF0 and <= 0xF4 => 4, _ => 0 };
        if (_expected > 0)
        {
            _begun[0] = b;
            _begunLength = 1;
        }
        else if (b >= 0x80)
        {
            Stray(b);
        }
    }

    /// <summary>Table 3-7 of the Unicode standard: overlong forms, surrogates and values above the last code point are not well-formed.</summary>
    private bool Continues(byte b) => (_begunLength, _begun[0]) switch
    {
        (1, 0xE0) => b is >= 0xA0 and <= 0xBF,
        (1, 0xED) => b is >= 0x80 and <= 0x9F,
        (1, 0xF0) => b is >= 0x90 and <= 0xBF,
        (1, 0xF4) => b is >= 0x80 and <= 0x8F,
        _ => b is >= 0x80 and <= 0xBF,
    };

    private void Complete()
    {
        // Accented Latin letters, ș and ț, general punctuation with € and ™, Vietnamese, a combining mark, emoji.
        var plausible = (_begun[0], _begun[1]) switch
        {
            ( >= 0xC2 and <= 0xC5, _) => true,
            (0xC8, >= 0x98 and <= 0x9B) => true,
            (0xE2, >= 0x80 and <= 0x84) => true,
            (0xE1, >= 0xB8 and <= 0xBB) => true,
            (0xEF, 0xBB) => _begun[2] == 0xBF,
            (0xF0, _) => true,
            _ => false,
        };
        _plausible += plausible ? 1 : 0;
        _odd += plausible ? 0 : 1;
        _begunLength = 0;
    }

    private void Stray(byte b)
    {
        _stray++;
        _undefined += IsUndefined(b) ? 1 : 0;
    }

    private static bool IsUndefined(byte b) => b is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D;
}
