using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>Through the door, as an employee on a phone without scripts.</summary>
public sealed class SignInTests
{
    [Fact]
    public Task A_code_from_the_mail_opens_the_door_without_any_script() => Story.TellAsync(async story =>
    {
        var branch = A.Branch();
        var jan = A.Person(branch, "Jan van den Berg", "jan@voorbeeld.be");
        story.Rollout.Database.Given(A.Rollout(), branch, jan);
        var visitor = await story.VisitorAsync(Browsing.PlainPhone);

        await visitor.SignInAsync("jan@voorbeeld.be", story.Mails);

        await visitor.IsAtAsync("/$");
        await visitor.SeesAsync("Jan van den Berg");
    });
}
