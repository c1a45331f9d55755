using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents candidates: some apply, some are proposed by directors, one was asked and has not answered, one declined.</summary>
internal sealed class DemoCandidates(DemoCompany company)
{
    public IEnumerable<object> Invent()
    {
        var now = company.Now;

        // The last desk workers of a branch, because ambassadors and their invitees were drawn at random.
        Person Last(int branch, int back) => company.StaffOf(company.Branches[branch]).Where(p => p is { Email: not null, WorkType: WorkType.Desk }).SkipLast(back).Last();

        var applied = Candidate.Of(Last(0, 0).Id);
        applied.Apply("Ik leg collega’s toch al uit hoe alles werkt.", now - Duration.FromDays(2));
        yield return applied;
        var proposed = Candidate.Of(Last(1, 0).Id);
        proposed.Propose(company.Branches[1].Director!.Value, "Iedereen op de vloer kent haar.", now - Duration.FromDays(1));
        yield return proposed;
        var asked = Candidate.Of(Last(0, 1).Id);
        asked.Ask(company.Lead.Id, "Je stelde op de infosessie de beste vragen.", Ambassador.DefaultQuota, company.Today, company.Today.PlusWeeks(6), company.Today, now - Duration.FromDays(1));
        yield return asked;
        var declined = Candidate.Of(Last(2, 0).Id);
        declined.Ask(company.Lead.Id, "", Ambassador.DefaultQuota, company.Today, company.Today.PlusWeeks(6), company.Today, now - Duration.FromDays(5));
        declined.Decline(now - Duration.FromDays(4));
        yield return declined;
    }
}
