using System.Net;
using System.Text.Json;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>How someone who is not signed in signs up: they say who they are on the page, and type the code that is mailed to them.</summary>
internal static class AnyonesSignUp
{
    public static string Path(InfosessionTestBed bed, Infosession? session = null) => $"/infosessions/{(session ?? bed.Session).Id.Value}";

    public static async Task<Page> AskAsync(InfosessionTestBed bed, Visitor visitor, string address)
    {
        var page = await visitor.GetAsync(Path(bed) + "/sign-up");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return await visitor.SubmitAsync(page, "who", ("Who.Key", address));
    }

    public static async Task<Page> SayAsync(InfosessionTestBed bed, Visitor visitor, Person person, Infosession? session = null) =>
        await visitor.FollowAsync(await visitor.SubmitAsync(
            await visitor.GetAsync(Path(bed, session) + "/sign-up"), "who", ("Who.Key", person.PersonnelNumber), ("Who.FamilyName", person.FamilyName)));

    public static string CodeOf(InfosessionTestBed bed, Person person) => JsonSerializer.Deserialize<EmailContent>(bed.Mails(person)[^1].EmailContent)!.Code!;
}
