using Rollout.App.Features.Ambassadors.Invited;

namespace Rollout.App.Features.Ambassadors;

/// <summary>The acts and questions of ambassadors, their invitations and credits.</summary>
internal static class AmbassadorsSetup
{
    public static IServiceCollection AddAmbassadors(this IServiceCollection services) => services
        .AddSingleton<AmbassadorLetters>()
        .AddScoped<AppointAmbassadors>().AddScoped<ChangeAmbassador>().AddScoped<StepDownAmbassador>().AddScoped<ReappointAmbassador>().AddScoped<MoveCredit>()
        .AddScoped<ListAmbassadors>().AddScoped<FindAmbassador>().AddScoped<FindPeopleToAppoint>().AddScoped<FindCreditToMove>()
        .AddScoped<FindMyColleagues>().AddScoped<FindColleaguesToAsk>()
        .AddScoped<FindProfileDefinition>().AddScoped<ChangeProfileDefinition>()
        .AddScoped<InviteColleague>().AddScoped<ClaimColleague>().AddScoped<FindClaims>()
        .AddScoped<FindInvited>().AddScoped<SayWhoYouAre>().AddScoped<FindInvitation>().AddScoped<AcceptInvitation>().AddScoped<ConfirmProfile>();
}
