namespace Rollout.Notifications.Jobs;

/// <summary>Takes waves live whose moment has come.</summary>
public interface IGoLive : IScheduledTask;

/// <summary>Queues the news for everyone in branches that went live.</summary>
public interface IAnnounceGoLive : IScheduledTask;

/// <summary>Refreshes the measured readiness checks of branches that have not gone live.</summary>
public interface IRefreshReadiness : IScheduledTask;

/// <summary>Asks branches that went live for their missing roll-call.</summary>
public interface IChaseRollCalls : IScheduledTask;
