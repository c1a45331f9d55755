using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Branches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

public sealed class BranchLanguageTests
{
    private static readonly LocalTime Nine = new(9, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_a_branch_sends_is_in_ones_own_language_else_the_branchs_else_the_houses_first(Database kind)
    {
        using var company = new Company(kind).Started();
        var (own, none, elsewhere) = (company.Colleagues[0], company.Colleagues[1], company.Colleagues[2]);
        await SpeakAsync(company, own, "nl");
        var gent = company.Branches[0];
        await new EditBranch(company.Db, company.Rollout).RunAsync(new BranchChange(gent.Id, gent.Version, gent.Code, Nine, new LocalTime(17, 0), company.Directors[0].Id, "fr"));
        company.Clock.Now = Company.MomentAt;

        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        Assert.Equal(("nl", "fr", "en"), (LanguageOf(company, "live", own), LanguageOf(company, "live", none), LanguageOf(company, "live", elsewhere)));
        Assert.Equal(("fr", "en"), (LanguageOf(company, "you-are-live", company.Directors[0]), LanguageOf(company, "you-are-live", company.Directors[1])));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_language_the_rollout_stopped_speaking_counts_for_nobody(Database kind)
    {
        using var company = new Company(kind).Started();
        await SpeakAsync(company, company.Colleagues[0], "fr");
        await using (var db = company.Db.CreateDbContext())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE branches SET language = 'nl'");
            await db.Database.ExecuteSqlAsync($"UPDATE rollout SET language_list = 'en,nl'");
        }

        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await company.Announce.RunAsync();

        Assert.Equal("nl", LanguageOf(company, "live", company.Colleagues[0]));
    }

    private static async Task SpeakAsync(Company company, Person person, string language)
    {
        await using var db = company.Db.CreateDbContext();
        (await db.People.SingleAsync(p => p.Id == person.Id)).SetLanguage(language);
        await db.SaveChangesAsync();
    }

    private static string LanguageOf(Company company, string about, Person to)
    {
        using var db = company.Db.CreateDbContext();
        return JsonSerializer.Deserialize<EmailContent>(db.Outbox.Single(m => m.About == about && m.Person == to.Id).EmailContent)!.Language;
    }
}
