using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Branches;

/// <summary>A branch keeps a name by which files find it.</summary>
public sealed class BranchTests
{
    [Fact]
    public void A_branch_needs_a_name()
    {
        Refused.By(BranchRules.NeedsAName, () => Branch.Open(" ", "GNT", "BE", DateTimeZone.Utc, 1));
        Refused.By(BranchRules.NeedsAName, () => Branch.Open(new string('x', Branch.NameLength + 1), "GNT", "BE", DateTimeZone.Utc, 1));

        var gent = A.Branch("Gent");
        Refused.By(BranchRules.NeedsAName, () => gent.Rename(" "));
        Assert.Equal("Gent", gent.Name);
    }

    [Fact]
    public void A_spelling_is_corrected_but_not_into_another_name()
    {
        var gent = A.Branch("GENT");

        Refused.By(BranchRules.SpellingKeepsTheName, () => gent.CorrectSpelling("Brugge"));
        Assert.Equal("GENT", gent.Name);
        gent.CorrectSpelling("Gent");
        Assert.Equal("Gent", gent.Name);
    }
}
