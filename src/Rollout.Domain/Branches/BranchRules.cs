using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Branches;

/// <summary>Rules about a branch.</summary>
public static class BranchRules
{
    public static readonly Rule NeedsAName = new("branch.needs-a-name");
    public static readonly Rule NameIsFree = new("branch.name-is-free");
    public static readonly Rule CodeIsThreeLetters = new("branch.code-is-three-letters");
    public static readonly Rule OpensBeforeItCloses = new("branch.opens-before-it-closes");
    public static readonly Rule SpellingKeepsTheName = new("branch.spelling-keeps-the-name");
    public static readonly Rule CodeIsFree = new("branch.code-is-free");
    public static readonly Rule SpeaksALanguageOfTheRollout = new("branch.speaks-a-language-of-the-rollout");
    public static readonly Rule RegionIsOfItsCountry = new("branch.region-is-of-its-country");
    public static readonly Rule DaysOffHaveAName = new("branch.days-off-have-a-name");
    public static readonly Rule DaysOffEndAfterTheyBegin = new("branch.days-off-end-after-they-begin");
    public static readonly Rule DaysOffAreNotTooMany = new("branch.days-off-are-not-too-many");
    public static readonly Rule DirectorWorksThere = new("branch.director-works-there");
}
