namespace Rollout.App.Identity.SignIn;

/// <summary>
/// Lets someone without a work e-mail say who they are: personnel number or mobile, and family name. It proves nothing, so it gives no roles;
/// someone with an e-mail cannot come in this way.
/// </summary>
public sealed class SignInByNumber(FindByFacts facts)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SignInRules"/> rule is broken.</exception>
    public async Task<SignInResult> RunAsync(string number, string familyName, string from, CancellationToken ct = default)
    {
        var person = await facts.RunAsync(number, familyName, from, onlyWithoutEmail: true, ct);
        SignInRules.NumberAndNameBelongTogether.Ensure(person is not null);
        return new SignInResult(person!.Id, false, person.Language);
    }
}
