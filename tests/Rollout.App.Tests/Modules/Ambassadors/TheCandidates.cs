using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Asking, proposing, applying and answering.</summary>
internal sealed partial class TheAmbassadors
{
    public Person ADirector()
    {
        var director = A.Person(Gent, "An Verstraete");
        Database.Given(director);
        using var db = Database.CreateDbContext();
        db.Branches.Single(b => b.Id == Gent.Id).AssignDirector(director.Id);
        db.SaveChanges();
        return director;
    }

    public Task AskAsync(Person who, Person whom) => Ask(who).AskAsync(whom.Id, "", 10, First, Last);

    public Task ProposeAsync(Person who, Person whom) => Ask(who).ProposeAsync(whom.Id, "Everyone asks them");

    public Task ApplyAsync(Person who) => new ApplyAsAmbassador(Database, SignedIn.As(Database, who), Clock).RunAsync("I like helping");

    public FindCandidateOffer AskedOf(Person? who) => new(Database, who is null ? SignedIn.Nobody(Database) : SignedIn.As(Database, who), Links, Clock);

    public Task AnswerAsync(Person? who, string? token, bool yes) => new AnswerCandidateOffer(Database, AskedOf(who), Appointing, Clock).RunAsync(token, yes);

    public DecideCandidate Settle(Person who) => new(Database, SignedIn.As(Database, who), RolloutSettingsCache, Appointing, CandidateEmails, Clock);

    public Task<AllCoverage> CoverageAsync(Person who) => new FindCoverage(Database, SignedIn.As(Database, who), RolloutSettingsCache, Clock).RunAsync();

    public Task<IReadOnlyList<Suggestion>> SuggestAsync(Person who, string? name) => new SuggestCandidates(Database, SignedIn.As(Database, who), RolloutSettingsCache, Clock).RunAsync(Gent.Code, name);

    public async Task<Rule?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (BrokenRuleException refused)
        {
            return refused.Rule;
        }
    }

    public Task AskForStoryAsync(Person who) =>
        new RequestSpotlight(Database, SignedIn.As(Database, who), RolloutSettingsCache, new CommunityEmails(new SiteUrl(new Uri("https://debrug.example"))), Clock).RunAsync(Sanne.Id);

    public Task<Teams> TeamsAsync() => new FindTeams(Database, SignedIn.As(Database, SannesPerson), Clock).RunAsync();

    public Task ChooseNameAsync(Person who, bool show) => new ChooseName(Database, SignedIn.As(Database, who)).RunAsync(show);

    public async Task<Person> PersonOfAsync(Ambassador ambassador)
    {
        await using var db = Database.CreateDbContext();
        return await db.People.SingleAsync(p => p.Id == ambassador.Person);
    }

    private AskCandidates Ask(Person who) => new(Database, SignedIn.As(Database, who), RolloutSettingsCache, CandidateEmails, Clock);
}
