using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// The people found in the file so far, by the keys of the contract: personnel number, otherwise e-mail, otherwise mobile; and, with the same name, by a
/// number that differs only in leading zeros or by the mobile. Nothing else of a file is kept in memory.
/// </summary>
/// <remarks>
/// It depends on the file alone, so the same file always gets the same answer. Stored people are compared in SQL, with the last accepted row of each identity.
/// </remarks>
internal sealed class PeopleInFile
{
    private readonly Dictionary<string, int> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byMobileAlone = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Mobile, string Name), int> _byMobile = [];
    private readonly Dictionary<(string BareNumber, string Name), int> _byBareNumber = [];
    private readonly List<SeenKeys> _people = [];

    /// <summary>Identities that turned out to be the same person, from the dropped one to the one that remains.</summary>
    public Dictionary<int, int> Joined { get; } = [];

    /// <summary>
    /// Finds or adds the person. Returns false when their e-mail address belongs to another personnel number. A row without the number or e-mail address that
    /// an earlier row of the same person had is completed with it.
    /// </summary>
    /// <param name="codes">Remarks about the match.</param>
    public bool TryAdd(ref PersonCells person, out int identity, out ImportCodes codes)
    {
        codes = ImportCodes.None;
        if (!TryFind(person, out identity))
        {
            return false;
        }

        if (identity < 0)
        {
            identity = _people.Count;
            _people.Add(default);
        }
        else
        {
            var known = _people[identity];
            codes = ImportCodes.DuplicateMerged
                | (person.NumberKey is not null && known.Number is not null && person.NumberKey != TextNormalizer.Normalize(known.Number) ? ImportCodes.NumberWithoutZeros : ImportCodes.None);
        }

        Remember(ref person, identity);
        return true;
    }

    /// <summary>Adds a person that no other row can match, for rows of people who do not work here.</summary>
    public int AddAlone()
    {
        _people.Add(default);
        return _people.Count - 1;
    }

    private bool TryFind(PersonCells person, out int identity)
    {
        var byEmail = person.Email is null ? -1 : Now(_byEmail.GetValueOrDefault(person.Email, -1));
        var byNumber = person.NumberKey is null ? -1 : Now(_byNumber.GetValueOrDefault(person.NumberKey, -1));
        if (person.NumberKey is not null && byNumber < 0)
        {
            byNumber = ByBareNumber(person);
        }

        identity = byNumber >= 0 ? byNumber : byEmail >= 0 ? byEmail : ByMobile(person);
        if (byEmail < 0 || byEmail == identity && byNumber >= 0 || person.NumberKey is null)
        {
            return true;
        }

        // The e-mail came earlier without a number: now we know whose it is, unless the number is someone else's.
        var adopts = _people[byEmail].Number is null && (byNumber < 0 || _people[byEmail].Name == person.NameKey);
        if (adopts && byNumber >= 0)
        {
            Join(byEmail, byNumber);
        }

        return adopts;
    }

    /// <summary>Matches a number that may have lost its zeros: only with the same name and without different addresses.</summary>
    private int ByBareNumber(PersonCells person) =>
        _byBareNumber.TryGetValue((TextNormalizer.WithoutZeros(person.NumberKey!), person.NameKey), out var found)
        && _people[Now(found)] is var known && (known.Email is null || person.Email is null || known.Email == person.Email)
            ? Now(found)
            : -1;

    private int ByMobile(PersonCells person)
    {
        if (person.MobileKey is null)
        {
            return -1;
        }

        if (_byMobile.TryGetValue((person.MobileKey, person.NameKey), out var found) && _people[Now(found)] is var known
            && (known.Number is null || person.NumberKey is null) && (known.Email is null || person.Email is null))
        {
            return Now(found);
        }

        return person.IsKnownByMobileAlone ? Now(_byMobileAlone.GetValueOrDefault(person.MobileKey, -1)) : -1;
    }

    private void Remember(ref PersonCells person, int identity)
    {
        var known = _people[identity];
        person = person.With(Fuller(person.Number, known.Number), person.Email ?? known.Email);
        if (known.Email is not null && known.Email != person.Email)
        {
            _byEmail.Remove(known.Email);
        }

        if (person.NumberKey is not null)
        {
            _byNumber[person.NumberKey] = identity;
            _byBareNumber[(TextNormalizer.WithoutZeros(person.NumberKey), person.NameKey)] = identity;
        }

        if (person.Email is not null)
        {
            _byEmail[person.Email] = identity;
        }

        if (person.MobileKey is not null)
        {
            RememberMobile(person.MobileKey, person, identity);
        }

        _people[identity] = new SeenKeys(person.Number, person.Email, person.NameKey);
    }

    private void RememberMobile(string mobile, PersonCells person, int identity)
    {
        // A person of the same name known only by this mobile is the one whose number or e-mail address is now known.
        if (_byMobile.TryGetValue((mobile, person.NameKey), out var other) && Now(other) is var alone && alone != identity
            && _people[alone] is { Number: null, Email: null })
        {
            Join(alone, identity);
        }

        _byMobile[(mobile, person.NameKey)] = identity;
        if (person.IsKnownByMobileAlone)
        {
            _byMobileAlone[mobile] = identity;
        }
    }

    private void Join(int identity, int into) => Joined[identity] = into;

    private int Now(int identity) => Joined.Last(identity);

    /// <summary>Of "731" and "000731" the one with zeros, because nobody adds zeros by mistake.</summary>
    private static string? Fuller(string? number, string? known) =>
        number is null || known is null || TextNormalizer.Normalize(known) == TextNormalizer.Normalize(number) ? number ?? known
        : known.Replace(".", "", StringComparison.Ordinal).Length >= number.Replace(".", "", StringComparison.Ordinal).Length ? known
        : number;

    private readonly record struct SeenKeys(string? Number, string? Email, string? Name);
}

internal static class JoinedIdentities
{
    /// <summary>The identity that finally remains.</summary>
    public static int Last(this IReadOnlyDictionary<int, int> joined, int identity)
    {
        while (joined.TryGetValue(identity, out var into))
        {
            identity = into;
        }

        return identity;
    }
}
