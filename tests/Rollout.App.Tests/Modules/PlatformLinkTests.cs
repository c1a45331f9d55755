using System.Text.Json;
using NodaTime;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.App.Tests.Modules.Infosessions;
using Rollout.App.Tests.Modules.Launches;
using Rollout.Domain;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules;

/// <summary>Whatever speaks of opening the platform leads to it, and to nothing else.</summary>
public sealed class PlatformLinkTests
{
    private static readonly string Href = $"href=\"{A.Platform}\"";

    [Fact]
    public async Task An_invited_colleague_finds_the_way_to_their_profile_on_each_page_of_the_invitation()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var bas = app.Visitor(the.Bas);

        var start = await bas.GetAsync("/i/" + the.Sanne.Code);
        Assert.Contains(Href, start.Html, StringComparison.Ordinal);
        var question = await bas.FollowAsync(await bas.SubmitAsync(start, "accept"));
        Assert.Contains(Href, question.Html, StringComparison.Ordinal);
        Assert.Contains(Href, (await bas.GetAsync(question.Path.Replace("/profile", "/later", StringComparison.Ordinal))).Html, StringComparison.Ordinal);
        Assert.Contains(Href, (await bas.GetAsync("/")).Html, StringComparison.Ordinal);
        var thanks = await bas.FollowAsync(await bas.SubmitAsync(question, "confirm"));
        Assert.Contains(Href, thanks.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_live_the_start_page_of_everyone_who_works_there_opens_it()
    {
        using var company = new Company(Database.Sqlite).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);

        foreach (var person in (Domain.People.Person[])[company.Colleagues[0], company.Directors[0]])
        {
            Assert.Contains(Href, (await app.Visitor(person).GetAsync("/")).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_ticket_says_where_it_opens()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        var lead = A.Lead(bed.Gent, "Els Leider");
        bed.Database.Given(lead);
        bed.Database.Given(Domain.Launches.Wave.Plan(
            "Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [bed.Gent.Id], [new Domain.Launches.PlannedCheck("Room", Domain.Launches.CheckWeight.Must, 3)], A.Acting(lead, bed.Gent), A.Monday));

        Assert.Contains(Href, (await bed.App.Visitor(person).GetAsync($"/infosessions/{bed.Session.Id.Value}/ticket")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_go_live_mail_opens_the_platform_and_without_an_address_it_has_no_button_at_all()
    {
        Assert.Equal(A.Platform, News(A.Rollout()).Button!.Address);

        var without = News(A.RolloutWithoutAddress());
        Assert.Null(without.Button);
        Assert.Contains("De Brug", without.Subject, StringComparison.Ordinal);
    }

    private static EmailContent News(RolloutSettings rollout)
    {
        var branch = A.Branch();
        var message = new NewsEmail(rollout, A.Monday).Write(Domain.Launches.WaveId.New(), branch, new Recipient(Domain.People.PersonId.New(), "bas@voorbeeld.be", "Bas"), "Bas", "en", []);
        return JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
    }
}
