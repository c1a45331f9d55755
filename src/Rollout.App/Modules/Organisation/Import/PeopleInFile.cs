namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// The people seen in the file so far, by the contract's keys: personnel number, else e-mail address, else mobile number. This is all that a people file of any
/// length keeps in memory.
/// </summary>
/// <remarks>
/// It depends on the file alone, so the same file always gets the same answer. Stored people are compared in SQL, with the last accepted row of each identity.
/// </remarks>
public sealed class PeopleInFile
{
    private readonly Dictionary<string, int> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byMobile = new(StringComparer.Ordinal);
    private readonly List<SeenKeys> _people = [];

    /// <summary>
    /// Finds or adds the person. Returns false when their e-mail address belongs to another personnel number. A row without the number or e-mail address that
    /// an earlier row of the same person had is completed with it.
    /// </summary>
    public bool TryAdd(ref PersonCells person, out int identity, out bool repeats)
    {
        repeats = true;
        if (!TryFind(person, out identity))
        {
            return false;
        }

        if (identity < 0)
        {
            (repeats, identity) = (false, _people.Count);
            _people.Add(default);
        }

        Remember(ref person, identity);
        return true;
    }

    private bool TryFind(PersonCells person, out int identity)
    {
        var byEmail = person.Email is not null ? _byEmail.GetValueOrDefault(person.Email, -1) : -1;
        if (person.NumberKey is null)
        {
            identity = person.Email is not null ? byEmail : _byMobile.GetValueOrDefault(person.MobileKey!, -1);
            return true;
        }

        identity = _byNumber.GetValueOrDefault(person.NumberKey, -1);
        if (byEmail < 0 || byEmail == identity)
        {
            return true;
        }

        // An earlier row had only this e-mail address; now the number is known as well.
        var adopts = identity < 0 && _people[byEmail].Number is null;
        identity = byEmail;
        return adopts;
    }

    private void Remember(ref PersonCells person, int identity)
    {
        var known = _people[identity];
        person = person with { Number = person.Number ?? known.Number, Email = person.Email ?? known.Email };
        if (known.Email is not null && known.Email != person.Email)
        {
            _byEmail.Remove(known.Email);
        }

        if (person.NumberKey is not null)
        {
            _byNumber[person.NumberKey] = identity;
        }

        if (person.Email is not null)
        {
            _byEmail[person.Email] = identity;
        }

        if (person.NumberKey is null && person.Email is null)
        {
            _byMobile[person.MobileKey!] = identity;
        }

        _people[identity] = new SeenKeys(person.Number, person.Email);
    }

    private readonly record struct SeenKeys(string? Number, string? Email);
}
