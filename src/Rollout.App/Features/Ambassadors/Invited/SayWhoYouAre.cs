using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Access.SignIn;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors.Invited;

/// <summary>
/// A colleague at an ambassador's link says who they are: an e-mail or personnel number (a mobile for who has neither), and the family name that belongs to it. It opens nothing but
/// this invitation. Wrong guesses are written down and counted, and who is unknown is told the same as who is mistaken.
/// </summary>
public sealed class SayWhoYouAre(IDbContextFactory<RolloutDb> dbs, SignedLinks links, IClock clock)
{
    private const int MostTries = 5;
    private static readonly Duration Within = Duration.FromHours(1);

    /// <param name="typed">An e-mail, a personnel number, or the mobile of someone who has neither.</param>
    /// <param name="familyName">With or without what stands before it: "Berg", "van den Berg".</param>
    /// <param name="from">The network it was typed on.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What the next addresses carry, so that it need not be said again for an hour.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">The two do not belong together, or too many guesses were wrong.</exception>
    public async Task<string> RunAsync(string typed, string familyName, string from, CancellationToken ct = default)
    {
        var (now, key) = (clock.GetCurrentInstant(), Matching.Key(typed));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await FailedSignIns.MustBeFewAsync(db, from, now, ct);

        // The guess is written down before it is judged and taken back when it was right, so that guessing at once does not help.
        var attempt = new FailedSignIn { About = SignInCode.HashOf(typed), From = from, At = now };
        db.FailedSignIns.Add(attempt);
        await db.SaveChangesAsync(ct);
        var since = now - Within;
        SignInRules.NotTooOften.MustHold(await db.FailedSignIns.CountAsync(f => f.About == attempt.About && f.At > since, ct) <= MostTries);

        var countries = await db.Branches.Select(b => b.Country).Distinct().ToListAsync(ct);
        var mobiles = countries.Select(country => MobileNumber.International(typed, country)).OfType<string>().Distinct().ToList();
        var people = await db.People.AsNoTracking()
            .Where(p => p.Active && (p.Email == key || p.PersonnelKey == key || (p.PersonnelKey == null && p.Email == null && mobiles.Contains(p.MobileKey!)))).ToListAsync(ct);
        var person = people.Find(p => IsNamed(p, familyName));
        InvitationRules.FactsBelongTogether.MustHold(person is not null);
        await db.FailedSignIns.Where(f => f.Id == attempt.Id).ExecuteDeleteAsync(ct);
        return links.For(Invited.Said, person!.Id, Invited.SaidLasts);
    }

    // Phones leave out accents and capitals, and people what stands before the name.
    private static bool IsNamed(Person person, string typed) =>
        Plain(typed) is { Length: > 0 } name &&
        (name == Plain(person.FamilyName) || name == Plain(person.Infix + person.FamilyName) || (person.FamilyName.Length == 0 && name == Plain(person.Name)));

    private static string Plain(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in Matching.Key(text).Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(character))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }
}
