using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.SignIn;

/// <summary>Rules about signing in.</summary>
public static class SignInRules
{
    public static readonly Rule CodeIsOfThisWindow = new("sign-in.code-is-of-this-window");
    public static readonly Rule CodeIsRight = new("sign-in.code-is-right");
    public static readonly Rule CodeStillWorks = new("sign-in.code-still-works");
    public static readonly Rule NotTooOften = new("sign-in.not-too-often");
    public static readonly Rule NumberAndNameBelongTogether = new("sign-in.number-and-name-belong-together");
}
