namespace Rollout.Notifications.Jobs;

/// <summary>Takes waves live whose moment has come.</summary>
public interface IGoLive : IDueWork;

/// <summary>Queues the news for everyone of the branches that went live.</summary>
public interface IAnnounceGoLive : IDueWork;

/// <summary>Looks at what is seen of each branch before it goes live.</summary>
public interface IWatchReadiness : IDueWork;

/// <summary>Asks branches that went live for the report they did not give.</summary>
public interface IChaseRollCalls : IDueWork;
