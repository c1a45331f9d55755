using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Colleagues;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A branch with a lead, an ambassador and a colleague, and the commands and queries on the test's database.</summary>
internal sealed partial class TheAmbassadors : IDisposable
{
    public static readonly LocalDate First = new(2026, 11, 2);
    public static readonly LocalDate Last = new(2026, 12, 7);

    public TheAmbassadors(Database kind)
    {
        Database = TestDatabase.On(kind);
        Lead = A.Lead(Gent);
        SannesPerson = A.Person(Gent, "Sanne de Bruijn");
        Sanne = Appointed(SannesPerson);
        Bas = A.Person(Gent, "Bas van Loon");
        Database.Given(A.Rollout(), Gent, Lead, SannesPerson, Sanne, Bas);
        Links = new LinkTokens(new EphemeralDataProtectionProvider(), Database, Clock);
        RolloutSettingsCache = new RolloutSettingsCache(Database, ACache.New());
        Letters = new AmbassadorEmails(new SiteUrl(new Uri("https://debrug.example")), Links);
        CandidateEmails = new CandidateEmails(new SiteUrl(new Uri("https://debrug.example")), Links);
        Appointing = new Appointing(RolloutSettingsCache, Letters);
        Definition = new FindProfileDefinition(Database, RolloutSettingsCache);
        Pool = new FindPool(Database, ACache.New(), Clock);
    }

    public TestDatabase Database { get; }
    public StoppedClock Clock { get; } = new(A.Monday);
    public Branch Gent { get; } = A.Branch();
    public Person Lead { get; }
    public Person SannesPerson { get; }
    public Ambassador Sanne { get; }
    public Person Bas { get; }
    public LinkTokens Links { get; }
    public RolloutSettingsCache RolloutSettingsCache { get; }
    public AmbassadorEmails Letters { get; }
    public CandidateEmails CandidateEmails { get; }
    public Appointing Appointing { get; }
    public FindProfileDefinition Definition { get; }
    public FindPool Pool { get; }

    public static Ambassador Appointed(Person person, LocalDate? from = null, LocalDate? until = null) =>
        Ambassador.Appoint(person.Id, 10, from ?? First, until ?? Last, AmbassadorCode.Create(person.GivenName), today: from ?? First, A.Monday);

    /// <summary>Another ambassador of the branch.</summary>
    public Ambassador Another(string name = "Youssef Amrani", LocalDate? from = null, LocalDate? until = null)
    {
        var person = A.Person(Gent, name);
        var ambassador = Appointed(person, from, until);
        Database.Given(person, ambassador);
        return ambassador;
    }

    public Task AcceptAsync(string code, Person who, InvitationChannel channel = InvitationChannel.Link, CreditEvidence evidence = CreditEvidence.MatchingFacts) =>
        new AcceptInvitation(Database, RolloutSettingsCache, Letters, Clock).RunAsync(code, new Invited(who.Id, evidence), channel);

    public Task ConfirmAsync(string code, Person who, CreditEvidence evidence = CreditEvidence.MatchingFacts) =>
        new ConfirmProfile(Database, Definition, RolloutSettingsCache, Letters, Clock).RunAsync(code, new Invited(who.Id, evidence), ProfileDefinition.BuiltIn);

    public async Task<InvitationViewState> StandAsync(string code, Person? who) =>
        (await new FindInvitation(Database, Clock).RunAsync(code, who is null ? null : Facts(who)))!.InvitationViewState;

    public Task InviteAsync(Person ambassador, Person colleague) =>
        new InviteColleague(Database, SignedIn.As(Database, ambassador), RolloutSettingsCache, Definition, Letters, Clock).RunAsync(colleague.Id);

    public Task ClaimAsync(Person ambassador, Person colleague) =>
        new ClaimColleague(Database, SignedIn.As(Database, ambassador), RolloutSettingsCache, Definition, Letters, Clock).RunAsync(colleague.Id);

    public Task DefineAsync(CountingEvidence counts, int replaces = ProfileDefinition.BuiltIn) =>
        new ChangeProfileDefinition(Database, SignedIn.As(Database, Lead), RolloutSettingsCache, Clock)
            .RunAsync(replaces, new Dictionary<string, string> { ["en"] = "A photo", ["nl"] = "Een foto", ["fr"] = "Une photo" }, counts);

    /// <summary>For the usual window, or one from today once that is over.</summary>
    public Task<int> AppointAsync(Person lead, params Person[] people)
    {
        var today = Clock.Now.InZone(A.Brussels).Date;
        var (from, until) = today <= Last ? (First, Last) : (today, today.PlusWeeks(5));
        return new AppointAmbassadors(Database, SignedIn.As(Database, lead), Appointing, Clock).RunAsync([.. people.Select(p => p.Id)], 10, from, until);
    }

    public Task StepDownAsync(Person who, AmbassadorId id, AmbassadorId? to = null) =>
        new HandOver(Database, SignedIn.As(Database, who), RolloutSettingsCache, CandidateEmails, Clock).RunAsync(id, to);

    public void Dispose()
    {
        Database.Dispose();
    }

    private static Invited Facts(Person who) => new(who.Id, CreditEvidence.MatchingFacts);
}
