using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Rules about a topic's content, its material, its dry-runs and their findings.</summary>
public static class TopicRules
{
    public static readonly Rule TextFits = new("topic.text-fits");

    /// <summary>A reader of a topic in another language reads its title first.</summary>
    public static readonly Rule TranslationNeedsATitle = new("topic.translation-needs-a-title");

    public static readonly Rule TranslationFits = new("topic.translation-fits");
    public static readonly Rule WarmUpFits = new("topic.warm-up-fits");
    public static readonly Rule GivenInItsLanguages = new("topic.given-in-its-languages");
    public static readonly Rule FindingsAreSettled = new("topic.findings-are-settled");

    public static readonly Rule MaterialNeedsAName = new("material.needs-a-name");
    public static readonly Rule MaterialIsAnAddress = new("material.is-an-address");
    public static readonly Rule MaterialIsAFile = new("material.is-a-file");
    public static readonly Rule MaterialIsNotTooLarge = new("material.is-not-too-large");
    public static readonly Rule MaterialIsOfAKnownKind = new("material.is-of-a-known-kind");
    public static readonly Rule NotTooMuchMaterial = new("material.not-too-much");

    public static readonly Rule InviteSomeone = new("dry-run.invite-someone");
    public static readonly Rule InviteWhoHasMail = new("dry-run.invite-who-has-mail");
    public static readonly Rule InviteToADryRun = new("dry-run.invite-to-a-dry-run");

    public static readonly Rule OnlyWhoWasThereFinds = new("finding.only-who-was-there");
    public static readonly Rule FindingSaysWhat = new("finding.says-what");
    public static readonly Rule NotTooManyFindings = new("finding.enough");
    public static readonly Rule FindingIsSettled = new("finding.is-settled");
    public static readonly Rule ChangedSaysWhat = new("finding.changed-says-what");
    public static readonly Rule RefusedSaysWhy = new("finding.refused-says-why");
    public static readonly Rule WaivedSaysWhy = new("finding.waived-says-why");
    public static readonly Rule NoteFits = new("finding.note-fits");
}
