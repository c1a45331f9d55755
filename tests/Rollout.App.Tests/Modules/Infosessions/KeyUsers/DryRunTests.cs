using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Modules.Dashboard;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.KeyUsers;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.KeyUsers;

/// <summary>A dry-run is for invited people only, and in no figures.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_who_is_invited_sees_it_and_signs_up(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var (bed, path) = (made.Bed, $"/infosessions/{made.DryRun.Id.Value}");
        var people = bed.Colleagues(2);
        Assert.Equal(1, await made.InviteAsync(people[0]));
        Assert.Equal(0, await made.InviteAsync(people[0]));
        await made.InviteAsync(people[0], bed.Lead);

        Assert.Equal($"/sign-in?to={Uri.EscapeDataString(path)}", (await bed.App.Visitor().GetAsync(path)).Location); // a key user opens it from their calendar
        foreach (var page in (string[])["", "/sign-up"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(people[1]).GetAsync(path + page)).Status);
            Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(people[0]).GetAsync(path + page)).Status);
        }

        await Refused.ByAsync(InfosessionRules.OpenForSignUp, () => bed.SignUpAsync(people[1], made.DryRun));
        foreach (var visitor in (Visitor[])[bed.App.Visitor(), bed.App.Visitor(people[0]), bed.App.Visitor(bed.Lead)])
        {
            Assert.DoesNotContain("Lync", (await visitor.GetAsync("/infosessions")).Text, StringComparison.Ordinal);
        }

        var letter = JsonSerializer.Deserialize<EmailContent>(bed.Mails(people[0], TopicEmails.DryRunInvitation).Single().EmailContent)!;
        var key = bed.App.Visitor();
        var signUp = await key.GetAsync(letter.Button!.Address.PathAndQuery);
        Assert.Contains("You have a place", (await key.FollowAsync(await key.SubmitAsync(signUp, $"{path}/registration"))).Text, StringComparison.Ordinal);
        Assert.Equal(1, bed.Registered(made.DryRun));
        Assert.Contains("Lync", (await bed.App.Visitor(people[0]).GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lync", (await bed.App.Visitor(people[1]).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_invitation_is_taken_back_with_the_place_and_given_again(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var (bed, page) = (made.Bed, $"/infosessions/{made.DryRun.Id.Value}/key-users");
        var people = bed.Colleagues(2);
        await made.InviteAsync(people);
        await bed.SignUpAsync(people[0], made.DryRun);
        var lead = bed.App.Visitor(bed.Lead);

        var answer = await lead.SubmitAsync(await lead.GetAsync(page), $"{page}/{people[0].Id.Value}/take-back");

        Assert.Contains("taken back", (await lead.FollowAsync(answer)).Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Registered(made.DryRun));
        Assert.Single(bed.Mails(people[0], "infosession-withdrawn"));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(people[0]).GetAsync($"/infosessions/{made.DryRun.Id.Value}")).Status);
        await Refused.ByAsync(InfosessionRules.OpenForSignUp, () => bed.SignUpAsync(people[0], made.DryRun));

        bed.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(1, await made.InviteAsync(people));
        Assert.Equal(2, bed.Mails(people[0], TopicEmails.DryRunInvitation).Count);
        await bed.SignUpAsync(people[0], made.DryRun);

        bed.Clock.Now = made.DryRun.StartsAt;
        await Refused.ByAsync(TopicRules.InviteToADryRun, () => bed.ActAsync<TakeBackInvitation>(bed.Lead, a => a.RunAsync(made.DryRun.Id, people[0].Id)));
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => bed.ActAsync<TakeBackInvitation>(people[1], a => a.RunAsync(made.DryRun.Id, people[1].Id)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_stays_out_of_every_list_and_figure(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var people = made.Bed.Colleagues(6);
        var (before, after) = ("", "");
        before = await FiguresAsync(made.Bed, people[0]);

        await made.InviteAsync(people);
        foreach (var person in people)
        {
            await made.Bed.SignUpAsync(person, made.DryRun);
        }

        Assert.Equal(before, await FiguresAsync(made.Bed, people[5]));

        made.Bed.Clock.Now = made.DryRun.StartsAt;
        await made.Bed.ActAsync<RecordAttendance>(made.Bed.Joost, a => a.NoteAllAsync(made.DryRun.Id, [.. people.Take(4).Select(p => p.Id)]));
        made.Bed.Clock.Now = A.Monday;
        after = await FiguresAsync(made.Bed, people[0]);
        Assert.Equal(before, after);

        // The same people do count in an infosession open to everyone, so the figures can tell the difference.
        await made.Bed.SignUpAsync(people[0]);
        Assert.NotEqual(after, await FiguresAsync(made.Bed, people[0]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_but_the_lead_plans_one_and_nobody_without_mail_is_invited(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var bed = made.Bed;
        var noMail = bed.Colleagues(1, email: null)[0];

        await Refused.ByAsync(TopicRules.InviteWhoHasMail, () => made.InviteAsync(noMail));
        await Refused.ByAsync(TopicRules.InviteSomeone, () => made.InviteAsync());
        await Refused.ByAsync(TopicRules.InviteToADryRun, () => bed.ActAsync<InviteKeyUsers>(bed.Lead, a => a.RunAsync(bed.Session.Id, [bed.Joost.Id])));
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => bed.ActAsync<InviteKeyUsers>(bed.Joost, a => a.RunAsync(made.DryRun.Id, [bed.Joost.Id])));
        var request = new PlanRequest(bed.Gent.Id, AnInfosession.Tuesday.PlusDays(3), 120, "Zaal 9", null, 8, bed.Joost.Id, "nl");
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => bed.ActAsync<PlanDryRun>(bed.Joost, a => a.RunAsync(made.Topic.Id, request)));
        await Refused.ByAsync(TopicRules.GivenInItsLanguages, () => bed.ActAsync<PlanDryRun>(bed.Lead, a => a.RunAsync(made.Topic.Id, request with { Language = "fr" })));
        Assert.Empty(bed.Mails(about: TopicEmails.DryRunInvitation));

        Assert.Equal("/denied", (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{made.DryRun.Id.Value}/key-users")).Location?.Split('?')[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(bed.Lead).GetAsync($"/infosessions/{bed.Session.Id.Value}/key-users")).Status);
    }

    // Everything that counts or lists infosessions or places, as text.
    private static async Task<string> FiguresAsync(InfosessionTestBed bed, Person person)
    {
        var now = bed.Clock.Now;
        var everything = new object[]
        {
            await bed.ActAsync<FindProgramStatus, ProgramStatus>(bed.Lead, a => a.RunAsync()) with { Parked = WaitingForLead.Nothing },
            await bed.ActAsync<FindBranchStart, BranchStart>(bed.Lead, a => a.RunAsync(bed.Gent.Id)),
            await bed.ActAsync<ListTopics, IReadOnlyList<TopicRow>>(bed.Lead, a => a.RunAsync()),
            (await bed.ActAsync<ListInfosessions, InfosessionList>(bed.Lead, a => a.RunAsync(new InfosessionFilter(null, false, null, null, null, false, 1)))).Rows,
            (await bed.ActAsync<ListInfosessions, InfosessionList>(person, a => a.RunAsync(new InfosessionFilter(null, false, null, null, null, false, 1)))).Total,
            (await bed.ActAsync<FindMyStart, MyStart>(person, a => a.RunAsync(A.Acting(person, bed.Gent)))).HasBeen,
        };
        await using var db = bed.Database.CreateDbContext();
        var around = await NearbyInfosessions.LoadAsync(db, [bed.Gent.Id], now, default);
        return JsonSerializer.Serialize(everything.Select(e => JsonSerializer.Serialize(e, e.GetType())))
            + string.Join(',', around.Near(bed.Gent.Id, null, now + Duration.FromDays(90)).Select(n => n.Title)) + around.BranchUptake(bed.Gent.Id);
    }
}
