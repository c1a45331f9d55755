using NodaTime;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>The invented company: its branches and people, and the roles they hold.</summary>
internal sealed record DemoCompany(
    DemoShape Shape, RolloutSettings Rollout, IReadOnlyList<Branch> Branches, IReadOnlyList<Person> People, Person Lead,
    IReadOnlyList<Person> Facilitators, Random Dice, Instant Now)
{
    public LocalDate Today => Now.InZone(Rollout.Zone).Date;

    /// <summary>The branches that went live long ago, as a pilot.</summary>
    public IReadOnlyList<Branch> Pilot => [.. Branches.Skip(1).Take(Math.Min(4, Branches.Count - 2))];

    /// <summary>The branches that are still to go live, head office first.</summary>
    public IReadOnlyList<Branch> Coming => [.. Branches.Except(Pilot)];

    /// <summary>The people of a branch who are not lead, director or facilitator.</summary>
    public IReadOnlyList<Person> StaffOf(Branch branch) => [.. People.Where(p => p.Branch == branch.Id && !p.IsLead && !p.IsFacilitator && branch.Director != p.Id)];

    public static DemoCompany Found(DemoShape shape, Instant now)
    {
        // A demo is the same each time; its random numbers protect no secrets.
#pragma warning disable CA5394
        var dice = new Random(20_261_122);
#pragma warning restore CA5394
        var branches = shape.Branches.Select((b, i) => Branch.Open(b.Name, b.Code, b.Country, DateTimeZoneProviders.Tzdb[b.Zone], i + 1)).ToList();
        branches.Find(b => b.Name == "Bruxelles")?.SetLanguage("fr", shape.Languages);
        var inventor = new DemoPeople(shape, dice);
        var people = new List<Person>(shape.People);
        for (var i = 0; i < branches.Count; i++)
        {
            var count = i == 0 ? shape.People - shape.Branches.Skip(1).Sum(b => (int)(shape.People * b.Share)) : (int)(shape.People * shape.Branches[i].Share);
            people.AddRange(Enumerable.Range(0, count).Select(_ => inventor.Invent(branches[i])));
        }

        var withMail = people.Where(p => p.Email is not null && p.WorkType == WorkType.Desk).GroupBy(p => p.Branch).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var branch in branches)
        {
            branch.AssignDirector(withMail[branch.Id][0].Id);
        }

        var lead = withMail[branches[0].Id][1];
        lead.Lead();
        var facilitators = branches.Select(b => withMail[b.Id][2]).ToList();
        facilitators.ForEach(f => f.GrantFacilitatorRole());
        var rollout = RolloutSettings.Start(
            shape.Platform, shape.Company, shape.Brand, shape.Languages,
            "1. Iedereen mag schrijven, niemand moet.\n2. Schrijf zoals je praat, en met respect.\n3. Wat niet naar buiten mag, zet je in een besloten groep.",
            branches[0].Zone, isDemo: true, now);
        rollout.FoundAt($"https://{shape.Name}.example", rollout: new Uri("https://rollout.example"));
        rollout.SetAmbassadorNorm(200);
        rollout.TellInPerson(people.Count(p => p is { Email: null, Mobile: null }));
        return new DemoCompany(shape, rollout, branches, people, lead, facilitators, dice, now);
    }
}
