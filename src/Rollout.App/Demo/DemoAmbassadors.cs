using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>
/// Invents the ambassadors of a company and the colleagues they brought in: most on pace, some done, some behind. Everything goes through the domain's methods,
/// at moments in the past.
/// </summary>
internal sealed class DemoAmbassadors(DemoCompany company, LocalDate goLive)
{
    private const string CodeSigns = "3479ACDEFHJKMNPQRTUVWXY";
    private const int DaysUnderWay = 19;

    private static readonly InvitationChannel[] Sent =
        [InvitationChannel.Mail, InvitationChannel.Mail, InvitationChannel.Teams, InvitationChannel.WhatsApp, InvitationChannel.Link, InvitationChannel.Poster, InvitationChannel.OwnMail];

    private static readonly InvitationChannel[] OnPaper = [InvitationChannel.Poster, InvitationChannel.Qr, InvitationChannel.Code, InvitationChannel.Card];

    private readonly Random _dice = company.Dice;
    private bool _asked;
    private bool _atOneTable;

    public IEnumerable<object> Invent()
    {
        foreach (var (branch, count) in PerBranch())
        {
            var staff = new Queue<Person>(company.StaffOf(branch).OrderBy(_ => _dice.Next()));
            var chosen = Take(staff, count, p => p.Email is not null);
            foreach (var person in chosen)
            {
                var ambassador = Ambassador.Appoint(
                    person.Id, Ambassador.DefaultQuota, company.Today.PlusDays(-DaysUnderWay), goLive,
                    AmbassadorCode.Create(person.GivenName, new string([.. Enumerable.Range(0, 4).Select(_ => CodeSigns[_dice.Next(CodeSigns.Length)])])),
                    company.Today, DaysAgo(DaysUnderWay));
                yield return ambassador;
                foreach (var thing in BroughtIn(ambassador, staff))
                {
                    yield return thing;
                }
            }
        }
    }

    private IEnumerable<(Branch Branch, int Count)> PerBranch()
    {
        var spread = company.Shape.Branches.Select(b => Math.Max(1, (int)(company.Shape.Ambassadors * b.Share))).ToList();
        spread[0] += company.Shape.Ambassadors - spread.Sum();
        return company.Branches.Zip(spread);
    }

    private IEnumerable<object> BroughtIn(Ambassador ambassador, Queue<Person> staff)
    {
        var done = _dice.NextDouble() switch { < 0.12 => _dice.Next(0, 3), < 0.3 => _dice.Next(3, 6), < 0.85 => _dice.Next(6, 10), _ => 10 };
        var started = _dice.Next(1, 4);
        var atOneTable = done > Confirmation.Burst + 2 && !_atOneTable; // one team, one phone
        _atOneTable |= atOneTable;
        if (done < ambassador.Quota && staff.TryDequeue(out var helped))
        {
            yield return Claim.Make(ambassador, company.Today, helped.Branch, helped, done, open: 0, DaysAgo(_dice.Next(1, 5)));
        }

        for (var i = 0; i < done + started && staff.Count > 0; i++)
        {
            var colleague = staff.Dequeue();
            var invited = _dice.Next(2, DaysUnderWay);
            var invitation = colleague.Email is null
                ? Invitation.ByComing(ambassador.Id, colleague.Id, OnPaper[_dice.Next(OnPaper.Length)], DaysAgo(invited))
                : Invitation.ByMail(ambassador.Id, colleague.Id, DaysAgo(invited));
            yield return invitation;
            if (i >= done && _dice.NextDouble() < 0.6)
            {
                continue;
            }

            var came = DaysAgo(_dice.Next(1, invited));
            invitation.Come(colleague.Email is null ? OnPaper[_dice.Next(OnPaper.Length)] : Sent[_dice.Next(Sent.Length)], came);
            invitation.Accept(came);
            if (i >= done && !_asked)
            {
                _asked = true;
                yield return CreditReview.Ask(ambassador.Id, colleague.Id, "We hebben het maandag samen ingevuld, maar de collega staat nog niet bij mij.", DaysAgo(1));
            }

            if (i < done)
            {
                var at = came + Duration.FromMinutes(_dice.Next(4, 50));
                colleague.CompletedProfile(at);
                var evidence = _dice.Next(4) == 0 ? CreditEvidence.Observed : colleague.Email is null ? CreditEvidence.MatchingFacts : CreditEvidence.SignedIn;
                yield return ProfileEvidence.Of(colleague.Id, evidence, at, ProfileDefinition.BuiltIn, CountingEvidence.BuiltIn);
                if (evidence is not CreditEvidence.Observed && at > company.Now - Confirmation.RetentionPeriod)
                {
                    yield return new Confirmation(colleague.Id, ambassador.Id, atOneTable ? "one-table" : $"telephone-{i}", at);
                }

                yield return Credit.Due(colleague.Id, new AttributedCredit(ambassador.Id, at, evidence, ProfileDefinition.BuiltIn, Provisional: !evidence.Proves()), null);
            }
        }
    }

    private Instant DaysAgo(int days) =>
        (company.Today.PlusDays(-days) + new LocalTime(_dice.Next(9, 17), _dice.Next(0, 60))).InZoneLeniently(company.Rollout.Zone).ToInstant();

    private static List<Person> Take(Queue<Person> staff, int count, Func<Person, bool> fits)
    {
        var taken = new List<Person>(count);
        for (var tries = staff.Count; tries > 0 && taken.Count < count; tries--)
        {
            var person = staff.Dequeue();
            if (fits(person))
            {
                taken.Add(person);
            }
            else
            {
                staff.Enqueue(person);
            }
        }

        return taken;
    }
}
