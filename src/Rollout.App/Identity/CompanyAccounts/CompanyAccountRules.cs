using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>Rules about signing in with the company's account.</summary>
public static class CompanyAccountRules
{
    public static readonly Rule IsOfThisCompany = new("company-account.is-of-this-company");
    public static readonly Rule IsKnown = new("company-account.is-known");
    public static readonly Rule WorksHere = new("company-account.works-here");
    public static readonly Rule IsOnePersons = new("company-account.is-one-persons");
    public static readonly Rule IsTheirOnly = new("company-account.is-their-only");

    /// <summary>What came back cannot be used: too late, from another browser, or opened from a bookmark.</summary>
    public static readonly Rule ComesFromHere = new("company-account.comes-from-here");

    /// <summary>The service can be reached.</summary>
    public static readonly Rule ServiceAnswers = new("company-account.service-answers");
}
