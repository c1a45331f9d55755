namespace Rollout.Notifications.Jobs;

/// <summary>Takes waves live whose moment has come.</summary>
public interface IGoLive : IScheduledTask;

/// <summary>Queues the news for everyone of the branches that went live.</summary>
public interface IAnnounceGoLive : IScheduledTask;

/// <summary>Looks at what is seen of each branch before it goes live.</summary>
public interface IRefreshReadiness : IScheduledTask;

/// <summary>Asks branches that went live for the report they did not give.</summary>
public interface IChaseRollCalls : IScheduledTask;
