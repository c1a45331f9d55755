using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.DateRequests;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.DateRequests;

/// <summary>Someone whom no date suits says so, and whoever plans infosessions sees it beside the topic.</summary>
public sealed class DateRequestTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task None_of_the_dates_suits_someone_until_they_have_a_place_or_take_it_back(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(2);
        var (visitor, other) = (bed.App.Visitor(people[0]), bed.App.Visitor(people[1]));

        var page = await visitor.GetAsync(AddressIn(await visitor.GetAsync("/infosessions")));
        page = await visitor.SubmitAsync(page, "request", ("Text", new string('x', DateRequest.TextLength + 1)));
        Refused.On(page, DateRequestRules.TextFits, DateRequest.TextLength);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "request", ("Text", "After 16:00")));
        Assert.Contains("Thank you, we know now", page.Text, StringComparison.Ordinal);
        await SayAsync(other, "");
        await SayAsync(other, "On a Wednesday");

        var planner = bed.App.Visitor(bed.Joost);
        var topic = await planner.GetAsync($"/topics/{bed.Topic.Id}");
        Assert.Contains("None of the dates suits 2 colleagues", topic.Text, StringComparison.Ordinal);
        foreach (var read in (string[])["Colleague Nr0", "After 16:00", "Colleague Nr1", "On a Wednesday"])
        {
            Assert.Contains(read, topic.Text, StringComparison.Ordinal);
        }

        Assert.Contains($"/infosessions/new?topic={bed.Topic.Id}&branch={bed.Gent.Id}", WebUtility.HtmlDecode(topic.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("After 16:00", (await visitor.GetAsync($"/topics/{bed.Topic.Id}")).Text, StringComparison.Ordinal);

        await bed.SignUpAsync(people[0]);
        Assert.Contains("None of the dates suits one colleague", (await planner.GetAsync("/topics")).Text, StringComparison.Ordinal);
        await other.SubmitAsync(await other.GetAsync("/infosessions/other-dates"), "back");
        Assert.DoesNotContain("None of the dates suits", (await planner.GetAsync("/topics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_a_mail_says_who_it_is_and_nobody_is_asked_to_say_so()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        await using var scope = bed.App.Services.CreateAsyncScope();
        var key = scope.ServiceProvider.GetRequiredService<RegistrationKeys>().ForWhoIsHere(person.Id, proven: true);
        var visitor = bed.App.Visitor();

        var page = await visitor.GetAsync(AddressIn(await visitor.GetAsync("/infosessions?key=" + Uri.EscapeDataString(key))));
        await visitor.SubmitAsync(page, "request", ("Text", ""));
        var nobody = await bed.App.Visitor().GetAsync("/infosessions/other-dates");

        Assert.Equal((HttpStatusCode.OK, true), (nobody.Status, nobody.Text.Contains("Say who you are", StringComparison.Ordinal)));
        Assert.Equal(person.Id, Assert.Single(await bed.ActAsync<ListDateRequests, IReadOnlyList<DateRequestRow>>(bed.Lead, l => l.RunAsync(bed.Topic.Id))).Person);
        await Refused.ByAsync(DateRequestRules.TopicIsOpen, () => scope.ServiceProvider.GetRequiredService<RequestOtherDates>().RunAsync(TopicId.New(), person.Id, ""));
    }

    private static async Task SayAsync(Visitor visitor, string text) => await visitor.SubmitAsync(await visitor.GetAsync("/infosessions/other-dates"), "request", ("Text", text));

    private static string AddressIn(Page page) =>
        System.Text.RegularExpressions.Regex.Match(WebUtility.HtmlDecode(page.Html), "href=\"(/infosessions/other-dates[^\"]*)\"").Groups[1].Value;
}
