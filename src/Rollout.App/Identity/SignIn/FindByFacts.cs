using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.SignIn;

/// <summary>
/// Finds the person to whom two facts belong: an e-mail, personnel number or mobile, and the family name. Colleagues may know both, so it proves
/// nothing. Wrong guesses are counted, and an unknown fact gets the same answer as a wrong name.
/// </summary>
public sealed class FindByFacts(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int MostTries = 5;

    /// <param name="typed">An e-mail, a personnel number with or without the zeros in front, or a mobile.</param>
    /// <param name="familyName">With or without its prefix: "Berg", "van den Berg".</param>
    /// <param name="from">The network it was typed on.</param>
    /// <param name="onlyWithoutEmail">Whether someone with an e-mail counts as unknown, because they can prove who they are.</param>
    /// <returns>The person, or null when the facts do not belong together.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public async Task<Person?> RunAsync(string typed, string familyName, string from, bool onlyWithoutEmail, CancellationToken ct = default)
    {
        var (now, key) = (clock.GetCurrentInstant(), EmailCell.Read(typed) ?? TextNormalizer.Normalize(typed));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await FailedSignIns.EnsureFewAsync(db, GuessKind.Facts, from, now, ct);

        var attempt = await RecordAsync(db, SignInCode.HashOf(TextNormalizer.WithoutZeros(key)), from, now, ct);

        // A telephone that two people of one name share says too little, and so does a number that differs only in its zeros.
        if ((await CandidatesAsync(db, typed, key, onlyWithoutEmail, ct)).FindAll(p => IsNamed(p, familyName)) is not [var person])
        {
            return null;
        }

        await db.FailedSignIns.Where(f => f.Id == attempt).ExecuteDeleteAsync(ct);
        return person;
    }

    // A guess is written down before it is judged, so that guessing at once does not help, and taken back when it was right.
    private static async Task<FailedSignInId> RecordAsync(RolloutDb db, string about, string from, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync(about, ct);
        await db.FailedSignIns.Where(f => f.About == about && f.Kind == GuessKind.Facts).Select(f => f.At).EnsureFewerThanAsync(MostTries, FailedSignIns.Within, now, ct);
        var attempt = new FailedSignIn { Kind = GuessKind.Facts, About = about, From = from, At = now };
        db.FailedSignIns.Add(attempt);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return attempt.Id;
    }

    private static async Task<List<Person>> CandidatesAsync(RolloutDb db, string typed, string key, bool onlyWithoutEmail, CancellationToken ct)
    {
        var bare = TextNormalizer.WithoutZeros(key);
        var countries = await db.Branches.Select(b => b.Country).Distinct().ToListAsync(ct);
        var mobiles = countries.Select(country => MobileNumber.International(typed, country)).OfType<string>().Distinct().ToList();
        return await db.People.AsNoTracking()
            .Where(p => p.Active && (!onlyWithoutEmail || p.Email == null))
            .Where(p => p.Email == key || p.BareNumber == bare || mobiles.Contains(p.MobileKey!)).ToListAsync(ct);
    }

    // People leave out accents and capitals on phones, and the prefix of a name.
    private static bool IsNamed(Person person, string typed) =>
        Plain(typed) is { Length: > 0 } name &&
        (name == Plain(person.FamilyName) || name == Plain(person.Infix + person.FamilyName) || (person.FamilyName.Length == 0 && name == Plain(person.Name)));

    private static string Plain(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in TextNormalizer.In(NormalizationForm.FormD, TextNormalizer.Normalize(text)))
        {
            if (char.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(character))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }
}
