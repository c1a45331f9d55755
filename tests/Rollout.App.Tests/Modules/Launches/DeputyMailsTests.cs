using NodaTime;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Today is Monday 23 November 2026 for the company: a deputy signs on the days they are named for.</summary>
public sealed class DeputyMailsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_deputy_is_asked_to_sign_beside_the_director_once_a_day_while_their_days_last(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var deputy = company.Colleagues[0];
        await NameAsync(company, deputy, 0, 1);
        await NameAsync(company, deputy, 0, 0); // named twice for a day means asked once
        await NameAsync(company, company.Colleagues[1], 1, 3);
        var ask = new AskToSign(company.Db, company.As(company.Lead), company.Mails, company.Clock);

        Assert.Equal(3, await ask.RunAsync(company.Wave));
        Assert.Equal(0, await ask.RunAsync(company.Wave));
        Assert.Equal(Sorted(company.Directors[0], company.Directors[1], deputy), Sorted(company.MailedAbout("sign-off-asked")));

        company.Clock.Advance(Duration.FromDays(3));
        Assert.Equal(3, await ask.RunAsync(company.Wave));
        Assert.Single(company.MailedAbout("sign-off-asked"), p => p == company.Colleagues[1].Id);
        Assert.Single(company.MailedAbout("sign-off-asked"), p => p == deputy.Id);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_deputy_hears_once_of_a_go_that_turned_stale_also_when_their_days_begin_later(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        var (now, later) = (company.Colleagues[0], company.Colleagues[1]);
        await NameAsync(company, now, 0, 0);
        await NameAsync(company, later, 1, 1);
        var launch = company.Launch(0);
        await new ReopenCheck(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock).RunAsync(launch.Id, launch.Checks[0].Id, "Taken");
        await company.Watch.RunAsync();
        Assert.Equal(Sorted(company.Directors[0], now), Sorted(company.MailedAbout("sign-off-stale")));

        company.Clock.Advance(Duration.FromDays(1));
        await company.Watch.RunAsync();
        await company.Watch.RunAsync();
        Assert.Equal(Sorted(company.Directors[0], now, later), Sorted(company.MailedAbout("sign-off-stale")));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_deputy_who_is_taken_back_or_left_the_house_hears_nothing(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await NameAsync(company, company.Colleagues[0], 0, 5);
        var named = (await new ListDeputies(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync())[0].Deputies[0].Id;
        await new EndDeputy(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(named);

        await new AskToSign(company.Db, company.As(company.Lead), company.Mails, company.Clock).RunAsync(company.Wave);

        Assert.Equal(Sorted([.. company.Directors]), Sorted(company.MailedAbout("sign-off-asked")));
    }

    private static async Task NameAsync(Company company, Person deputy, int from, int until)
    {
        var today = company.Clock.GetCurrentInstant().InZone(A.Brussels).Date;
        await new NameDeputy(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock).RunAsync(company.Branches[0].Id, deputy.Email!, today.PlusDays(from), today.PlusDays(until));
    }

    private static IReadOnlyList<Guid> Sorted(params Person[] people) => [.. people.Select(p => p.Id.Value).Order()];

    private static IReadOnlyList<Guid> Sorted(IEnumerable<PersonId?> people) => [.. people.Select(p => p!.Value.Value).Order()];
}
