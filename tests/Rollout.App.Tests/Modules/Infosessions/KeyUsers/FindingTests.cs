using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.KeyUsers;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.KeyUsers;

/// <summary>Findings of key users, their outcomes, and how they keep a topic closed.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_topic_with_an_open_finding_opens_once_it_is_settled(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var people = made.Bed.Colleagues(2);
        await made.CameAsync(people);
        await made.FindAsync(people[0], "1 Too long");
        await made.FindAsync(people[1], "2 Too fast");
        await made.FindAsync(people[1], "3 Wrong name");

        await Refused.ByAsync(TopicRules.FindingsAreSettled, () => made.OpenAsync());
        await SettleAsync(made, 0, FindingState.Changed, "It lasts an hour now.");
        await SettleAsync(made, 1, FindingState.Refused, "Two hours is what there is.");
        await Refused.ByAsync(TopicRules.FindingsAreSettled, () => made.OpenAsync());
        await SettleAsync(made, 2, FindingState.Accepted, "");
        Assert.False(made.IsOpen());
        await made.OpenAsync();

        Assert.True(made.IsOpen());
        var mails = made.Bed.Mails(about: "finding-settled");
        Assert.Equal([people[0].Id, people[1].Id, people[1].Id], mails.Select(m => m.Person!.Value));
        var visitor = made.Bed.App.Visitor();
        var mine = await visitor.GetAsync(JsonSerializer.Deserialize<EmailContent>(mails[1].EmailContent)!.Button!.Address.PathAndQuery);
        Assert.Contains("Two hours is what there is.", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Too long", mine.Text, StringComparison.Ordinal);
        Assert.Contains("It lasts an hour now.", (await made.Bed.App.Visitor(people[0]).GetAsync("/my/findings")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_waiver_has_a_name_and_a_reason_that_are_kept_and_shown(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var person = made.Bed.Colleagues(1)[0];
        await made.CameAsync(person);
        await made.FindAsync(person, "Too long");

        await Refused.ByAsync(TopicRules.WaivedSaysWhy, () => made.OpenAsync(" "));
        Assert.False(made.IsOpen());
        Assert.Equal(FindingState.Open, made.Findings().Single().State);
        await made.OpenAsync("The board announced it for Monday.");
        Assert.True(made.IsOpen());

        await SettleAsync(made, 0, FindingState.Changed, "Shorter.");
        foreach (var (reader, path) in ((Person, string)[])[(made.Bed.Lead, $"/topics/{made.Topic.Id.Value}"), (made.Bed.Joost, $"/topics/{made.Topic.Id.Value}/findings"), (person, "/my/findings")])
        {
            var page = await made.Bed.App.Visitor(reader).GetAsync(path);
            Assert.Contains("Mirjam de Vries", page.Text, StringComparison.Ordinal);
            Assert.Contains("The board announced it for Monday.", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_finding_and_the_opening_at_the_same_moment_never_pass_each_other(Database kind)
    {
        for (var round = 0; round < 4; round++)
        {
            await using var made = await DryRunTestBed.OnAsync(kind);
            var person = made.Bed.Colleagues(1)[0];
            await made.CameAsync(person);

            var opened = made.OpenAsync();
            var found = made.FindAsync(person, "Too long");
            var refused = false;
            try
            {
                await opened;
            }
            catch (BrokenRuleException broken)
            {
                Assert.Equal(TopicRules.FindingsAreSettled, broken.Rule);
                refused = true;
            }

            await found;
            // Either the finding came first and kept the topic closed, or it came after the opening.
            Assert.Equal(refused, !made.IsOpen());
            Assert.Equal(FindingState.Open, made.Findings().Single().State);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_who_was_there_finds_only_the_lead_settles_and_settled_is_settled(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var people = made.Bed.Colleagues(2);
        await Refused.ByAsync(TopicRules.OnlyWhoWasThereFinds, () => made.FindAsync(people[0], "Too early"));
        await made.CameAsync(people[0]);
        await Refused.ByAsync(TopicRules.OnlyWhoWasThereFinds, () => made.FindAsync(people[1], "I was not there"));
        await Refused.ByAsync(TopicRules.FindingSaysWhat, () => made.FindAsync(people[0], " "));
        await made.FindAsync(people[0], "Too long");

        var id = made.Findings().Single().Id;
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => made.Bed.ActAsync<SettleFinding>(made.Bed.Joost, a => a.RunAsync(id, FindingState.Accepted, "", 0)));
        await Refused.ByAsync(TopicRules.ChangedSaysWhat, () => SettleAsync(made, 0, FindingState.Changed, " "));
        await Refused.ByAsync(TopicRules.RefusedSaysWhy, () => SettleAsync(made, 0, FindingState.Refused, ""));
        await SettleAsync(made, 0, FindingState.Accepted, "");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => made.Bed.ActAsync<SettleFinding>(made.Bed.Lead, a => a.RunAsync(id, FindingState.Refused, "No", 0)));
        await SettleAsync(made, 0, FindingState.Changed, "Shorter.");
        await Refused.ByAsync(TopicRules.FindingIsSettled, () => SettleAsync(made, 0, FindingState.Refused, "No"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_key_user_without_an_account_and_the_lead_do_it_in_the_browser(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var (bed, person) = (made.Bed, made.Bed.Colleagues(1)[0]);
        await made.CameAsync(person);
        var path = $"/infosessions/{made.DryRun.Id.Value}/findings";
        Assert.StartsWith("/sign-in", (await bed.App.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(bed.Joost).GetAsync(path)).Status);

        var visitor = bed.App.Visitor(person, proven: false);
        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync(path), "finding", ("Text", "Too long")));
        Assert.Contains("You can add another", page.Text, StringComparison.Ordinal);
        Assert.Contains("Too long", page.Text, StringComparison.Ordinal);

        var lead = bed.App.Visitor(bed.Lead);
        Assert.Contains("1 of 1 findings is open", (await lead.GetAsync($"/topics/{made.Topic.Id.Value}")).Text, StringComparison.Ordinal);
        var settle = await lead.GetAsync($"/topics/{made.Topic.Id.Value}/findings/{made.Findings().Single().Id.Value}");
        page = await lead.SubmitAsync(settle, "settle", ("Becomes", "Refused"), ("Words", ""));
        Assert.Contains("Say why not", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(page, "settle", ("Becomes", "Changed"), ("Words", "It lasts an hour now."));
        Assert.Contains("It lasts an hour now.", (await visitor.GetAsync(path)).Text, StringComparison.Ordinal);
        await lead.SubmitAsync(await lead.GetAsync($"/topics/{made.Topic.Id.Value}"), $"/topics/{made.Topic.Id.Value}/open");
        Assert.True(made.IsOpen());
    }

    private static async Task SettleAsync(DryRunTestBed made, int number, FindingState becomes, string words)
    {
        var finding = made.Findings().OrderBy(f => f.Text).ElementAt(number);
        await made.Bed.ActAsync<SettleFinding>(made.Bed.Lead, a => a.RunAsync(finding.Id, becomes, words, finding.Version));
    }
}
