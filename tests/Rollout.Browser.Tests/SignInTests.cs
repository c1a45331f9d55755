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

        await visitor.OpenAsync("/sign-in");
        await visitor.TypeAsync("E-mail address", "jan@voorbeeld.be");
        await visitor.PressAsync("Send me a code");
        var mail = await story.Mails.WaitForAsync("jan@voorbeeld.be");
        await visitor.TypeAsync("Code", mail.Code);
        await visitor.PressAsync("Sign in");

        await visitor.IsAtAsync("/$");
        await visitor.SeesAsync("Jan van den Berg");
    });
}
