using Rollout.App.Access.SignIn;
using Rollout.App.Features.Ambassadors;
using Rollout.App.Features.Ambassadors.Seasons;
using Rollout.App.Features.Branches;
using Rollout.App.Features.Feedback;
using Rollout.App.Features.FirstStart;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Infosessions.Door;
using Rollout.App.Features.Infosessions.Figures;
using Rollout.App.Features.Launches;
using Rollout.App.Features.Look;
using Rollout.App.Features.Nudges;
using Rollout.App.Features.Outbox;
using Rollout.App.Features.Participation;
using Rollout.App.Features.People;
using Rollout.App.Features.Planner;
using Rollout.App.Features.Privacy;
using Rollout.App.Features.Settings;
using Rollout.App.Features.Start;
using Rollout.App.Features.Topics;
using Rollout.App.Operations.Checks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The list of features: each registers its acts and questions, and maps its endpoints, in its own XSetup.cs.</summary>
internal static class AllFeatures
{
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSignIn();
        services.AddFirstStart();
        services.AddSettings();
        services.AddPrivacy();
        services.AddChecks();
        services.AddOutbox();
        services.AddStart();
        services.AddBranches();
        services.AddPeople();
        services.AddAmbassadors();
        services.AddTopics();
        services.AddInfosessions();
        services.AddDoor();
        services.AddPlanner();
        services.AddFigures();
        services.AddLaunches();
        services.AddParticipation();
        services.AddNudges();
        services.AddFeedback();
        return services;
    }

    public static void MapFeatures(this WebApplication app)
    {
        app.MapLook();
        app.MapSignIn();
        app.MapPeople();
        app.MapSeasonFiles();
        app.MapTopics();
        app.MapInfosessions();
        app.MapDoor();
        app.MapFigures();
        app.MapOutbox();
        app.MapLaunches();
        app.MapNudges();
        app.MapSettings();
        app.MapPrivacy();
        app.MapParticipation();
    }
}
